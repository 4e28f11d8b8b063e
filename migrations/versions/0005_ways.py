"""How each letter leaves."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column: until now everything left by e-mail."""
    op.execute("ALTER TABLE outbox ADD COLUMN way text NOT NULL DEFAULT 'email'")


def downgrade() -> None:
    """Take it away: what waited for another way leaves by e-mail."""
    op.execute("ALTER TABLE outbox DROP COLUMN way")
