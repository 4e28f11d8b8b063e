"""Papers handed over in a conversation, gone with it."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.execute(
        """
        CREATE TABLE files (
            conversation text NOT NULL REFERENCES conversations ON DELETE CASCADE,
            id text NOT NULL,
            name text NOT NULL,
            title text NOT NULL,
            media_type text NOT NULL,
            content bytea NOT NULL,
            PRIMARY KEY (conversation, id)
        )
        """
    )


def downgrade() -> None:
    """Take it away, with what is in it."""
    op.execute("DROP TABLE files")
