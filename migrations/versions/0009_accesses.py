"""Who of the support has read which conversation, and the erasures that were asked for."""

from alembic import op

revision = "0009"
down_revision = "0008"

_STATEMENTS = (
    """
    CREATE TABLE accesses (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        conversation text NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL,
        why text NOT NULL
    )
    """,
    "CREATE INDEX accesses_conversation ON accesses (conversation)",
    # Lines leave in one way only: by their age, the register's, whose days are in data/register.yml.
    """
    CREATE FUNCTION refuse_hiding() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND OLD.at < now() - interval '364 days' THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'the list of accesses only grows';
    END $$
    """,
    "CREATE TRIGGER accesses_only_grow BEFORE UPDATE OR DELETE ON accesses FOR EACH ROW EXECUTE FUNCTION refuse_hiding()",
    "CREATE TRIGGER accesses_stay BEFORE TRUNCATE ON accesses FOR EACH STATEMENT EXECUTE FUNCTION refuse_hiding()",
    """
    CREATE TABLE erasures (
        conversation text PRIMARY KEY,
        token_hash text NOT NULL,
        due_at timestamptz NOT NULL,
        done_at timestamptz
    )
    """,
    "CREATE INDEX erasures_due ON erasures (due_at) WHERE done_at IS NULL",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Take them away."""
    op.execute("DROP TABLE erasures, accesses")
    op.execute("DROP FUNCTION refuse_hiding")
