"""Conversations, procedures with a history that only grows, letters, tickets, Telegram chats."""

from alembic import op

revision = "0001"
down_revision = None

_TABLES = """
CREATE TABLE conversations (
    id text PRIMARY KEY,
    channel text NOT NULL,
    token_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    last_seq integer NOT NULL DEFAULT 0,
    dialogue text NOT NULL,
    handled_by text NOT NULL,
    rpps text, family text, given text, signed_in_at timestamptz
);
CREATE INDEX conversations_last_at ON conversations (last_at);

CREATE TABLE messages (
    conversation text NOT NULL REFERENCES conversations ON DELETE CASCADE,
    seq integer NOT NULL,
    at timestamptz NOT NULL,
    author text NOT NULL,
    text text NOT NULL,
    buttons jsonb NOT NULL,
    links jsonb NOT NULL,
    files jsonb NOT NULL,
    source text NOT NULL,
    payload text NOT NULL,
    handled boolean NOT NULL,
    idempotency_key text,
    intent text,
    confidence double precision,
    PRIMARY KEY (conversation, seq),
    UNIQUE (conversation, idempotency_key)
);
CREATE INDEX messages_pending ON messages (conversation, seq) WHERE NOT handled;

CREATE TABLE procedures (
    reference text PRIMARY KEY,
    kind text NOT NULL,
    state text NOT NULL,
    holder text NOT NULL,
    holder_name text NOT NULL,
    conversation text NOT NULL,
    address text NOT NULL,
    details jsonb NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX procedures_holder ON procedures (holder, created_at);
CREATE INDEX procedures_conversation ON procedures (conversation, created_at);

CREATE TABLE procedure_history (
    reference text NOT NULL REFERENCES procedures,
    position integer NOT NULL,
    at timestamptz NOT NULL,
    by text NOT NULL,
    before text,
    after text NOT NULL,
    why text NOT NULL,
    PRIMARY KEY (reference, position)
);
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the history of a procedure only grows'; END $$;
CREATE TRIGGER history_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON procedure_history
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TABLE outbox (
    key text PRIMARY KEY,
    reference text NOT NULL REFERENCES procedures,
    recipient text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    "then" text,
    due_at timestamptz NOT NULL,
    sent_at timestamptz,
    tries integer NOT NULL DEFAULT 0,
    error text NOT NULL DEFAULT ''
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE sent_at IS NULL;

CREATE TABLE tickets (
    hash text PRIMARY KEY,
    conversation text NOT NULL REFERENCES conversations ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    remembered jsonb NOT NULL
);

CREATE TABLE telegram_chats (
    chat bigint PRIMARY KEY,
    conversation text NOT NULL REFERENCES conversations ON DELETE CASCADE,
    delivered integer NOT NULL DEFAULT 0
);
"""


def upgrade() -> None:
    """Make the tables, and the schema where Rasa keeps its trackers."""
    for statement in _TABLES.strip().split(";\n\n"):
        op.execute(statement)
    op.execute("CREATE SCHEMA IF NOT EXISTS rasa")
