"""The words in which a message offers to sign in."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column; the links under way, which renew no token, go."""
    op.execute("ALTER TABLE messages ADD COLUMN sign_in text NOT NULL DEFAULT ''")
    op.execute("DELETE FROM tickets")


def downgrade() -> None:
    """Take it away."""
    op.execute("ALTER TABLE messages DROP COLUMN sign_in")
