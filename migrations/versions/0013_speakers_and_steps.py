"""Which agent wrote a message, and which step of a procedure it asks for."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the columns."""
    op.execute("ALTER TABLE messages ADD COLUMN speaker text NOT NULL DEFAULT '', ADD COLUMN step jsonb")


def downgrade() -> None:
    """Take them away."""
    op.execute("ALTER TABLE messages DROP COLUMN speaker, DROP COLUMN step")
