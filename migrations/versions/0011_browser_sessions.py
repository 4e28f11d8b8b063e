"""Until when a browser's secret opens its conversation without a token."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the column, and what finds the conversations of a browser."""
    op.execute("ALTER TABLE conversations ADD COLUMN session_until timestamptz")
    op.execute("CREATE INDEX conversations_browser ON conversations (browser_hash) WHERE browser_hash <> ''")


def downgrade() -> None:
    """Take them away: every session is over."""
    op.execute("DROP INDEX conversations_browser")
    op.execute("ALTER TABLE conversations DROP COLUMN session_until")
