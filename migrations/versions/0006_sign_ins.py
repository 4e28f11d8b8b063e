"""Until when a sign-in holds, where the person practises, what ends their session, and the browser of a conversation."""

from alembic import op

revision = "0006"
down_revision = "0005"

_COLUMNS = ("signed_in_until", "situations", "sign_in_hint", "browser_hash")


def upgrade() -> None:
    """Add the columns. Who has signed in so far signs in again: their time was not counted."""
    op.execute(
        """
        ALTER TABLE conversations
            ADD COLUMN signed_in_until timestamptz,
            ADD COLUMN situations jsonb NOT NULL DEFAULT '[]',
            ADD COLUMN sign_in_hint text NOT NULL DEFAULT '',
            ADD COLUMN browser_hash text NOT NULL DEFAULT ''
        """
    )
    op.execute("CREATE INDEX conversations_rpps ON conversations (rpps) WHERE rpps IS NOT NULL")
    op.execute("UPDATE conversations SET signed_in_until = signed_in_at WHERE rpps IS NOT NULL")


def downgrade() -> None:
    """Take them away: every sign-in holds again."""
    op.execute("DROP INDEX conversations_rpps")
    op.execute(f"ALTER TABLE conversations {', '.join(f'DROP COLUMN {name}' for name in _COLUMNS)}")
