"""The agents' local accounts, their sessions, and their logins under way."""

from alembic import op

revision = "0010"
down_revision = "0009"

_STATEMENTS = (
    """
    CREATE TABLE agents (
        name text PRIMARY KEY,
        roles jsonb NOT NULL,
        password_hash text NOT NULL,
        seed text NOT NULL,
        last_step bigint NOT NULL
    )
    """,
    """
    CREATE TABLE desk_sessions (
        hash text PRIMARY KEY,
        subject text NOT NULL,
        name text NOT NULL,
        roles jsonb NOT NULL,
        began_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX desk_sessions_subject ON desk_sessions (subject)",
    """
    CREATE TABLE desk_logins (
        hash text PRIMARY KEY,
        expires_at timestamptz NOT NULL,
        remembered jsonb NOT NULL
    )
    """,
)


def upgrade() -> None:
    """Make them."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Take them away."""
    op.execute("DROP TABLE desk_logins, desk_sessions, agents")
