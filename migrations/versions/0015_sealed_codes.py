"""Seeds of one-time codes are sealed, agents' sessions know their provider's, and changes of settings are noted."""

from alembic import op

revision = "0015"
down_revision = "0014"

_STATEMENTS = (
    # A seed in clear cannot be sealed from here, where the key is not known: its account is closed until it is reset.
    "UPDATE agents SET seed = '', password_hash = '' WHERE seed <> ''",
    "ALTER TABLE desk_sessions ADD COLUMN hint text NOT NULL DEFAULT ''",
    """
    CREATE TABLE setting_history (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL,
        at timestamptz NOT NULL,
        seal text NOT NULL
    )
    """,
    """
    CREATE FUNCTION refuse_rewriting_settings() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the history of the settings only grows'; END $$
    """,
    """
    CREATE TRIGGER settings_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON setting_history
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_settings()
    """,
)


def upgrade() -> None:
    """Make them."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Take them away; sealed seeds are of no use before."""
    op.execute("UPDATE agents SET seed = '', password_hash = '' WHERE seed <> ''")
    op.execute("ALTER TABLE desk_sessions DROP COLUMN hint")
    op.execute("DROP TABLE setting_history")
    op.execute("DROP FUNCTION refuse_rewriting_settings()")
