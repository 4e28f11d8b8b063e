"""The national extraction of MSSanté boxes: one row per line of the file, and one per file imported."""

from alembic import op

revision = "0002"
down_revision = "0001"

# The importer copies this table, indexes included, to prepare the next file beside it: what is added here is kept.
# `words` ends and begins with a space, so that LIKE '% start%' finds the start of a word with the trigram index.
_STATEMENTS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    """
    CREATE TABLE directory_entries (
        line integer PRIMARY KEY,
        kind text NOT NULL,
        address text NOT NULL,
        rpps text NOT NULL,
        person_id text NOT NULL,
        family text NOT NULL,
        given text NOT NULL,
        title text NOT NULL,
        profession text NOT NULL,
        skill text NOT NULL,
        structure_id text NOT NULL,
        structure_name text NOT NULL,
        street text NOT NULL,
        postcode text NOT NULL,
        city text NOT NULL,
        service text NOT NULL,
        paperless boolean,
        person boolean NOT NULL,
        holder text NOT NULL,
        name text NOT NULL,
        words text NOT NULL
    )
    """,
    "CREATE INDEX directory_entries_rpps ON directory_entries (rpps)",
    "CREATE INDEX directory_entries_address ON directory_entries (address)",
    "CREATE INDEX directory_entries_holder ON directory_entries (holder)",
    "CREATE INDEX directory_entries_words ON directory_entries USING gin (words gin_trgm_ops)",
    """
    CREATE TABLE directory_files (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL,
        as_of date NOT NULL,
        row_count integer NOT NULL,
        imported_at timestamptz NOT NULL
    )
    """,
)


def upgrade() -> None:
    """Make the tables, their indexes and the extensions these need."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Drop the tables; the extensions may serve others."""
    op.execute("DROP TABLE directory_entries, directory_files")
