"""The history of the switches."""

from alembic import op

revision = "0008"
down_revision = "0006"


def upgrade() -> None:
    """Add it. Like the history of a procedure it only grows, whoever writes to it."""
    op.execute(
        """
        CREATE TABLE switch_history (
            position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name text NOT NULL,
            at timestamptz NOT NULL,
            by text NOT NULL,
            before text NOT NULL,
            after text NOT NULL,
            why text NOT NULL
        )
        """
    )
    op.execute("CREATE INDEX switch_history_name ON switch_history (name, position DESC)")
    op.execute(
        """
        CREATE FUNCTION refuse_rewriting_switches() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the history of the switches only grows'; END $$
        """
    )
    op.execute(
        "CREATE TRIGGER switches_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON switch_history"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_switches()"
    )


def downgrade() -> None:
    """Take it away: everything is on."""
    op.execute("DROP TABLE switch_history")
    op.execute("DROP FUNCTION refuse_rewriting_switches()")
