"""What practitioners think of answers, and which browser a conversation was erased in."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the columns, and what finds opinions by their date."""
    op.execute(
        "ALTER TABLE messages ADD COLUMN helpful boolean, ADD COLUMN reason text NOT NULL DEFAULT '',"
        " ADD COLUMN judged_at timestamptz"
    )
    op.execute("CREATE INDEX messages_judged ON messages (judged_at) WHERE judged_at IS NOT NULL")
    op.execute("ALTER TABLE erasures ADD COLUMN browser_hash text")


def downgrade() -> None:
    """Take them away."""
    op.execute("ALTER TABLE erasures DROP COLUMN browser_hash")
    op.execute("DROP INDEX messages_judged")
    op.execute("ALTER TABLE messages DROP COLUMN helpful, DROP COLUMN reason, DROP COLUMN judged_at")
