"""The tables, as SQLAlchemy Core sees them. Alembic (migrations/) makes them; nothing here does."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    Identity,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData()
_TIME = DateTime(timezone=True)

conversations = Table(
    "conversations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("token_hash", Text, nullable=False),
    Column("created_at", _TIME, nullable=False),
    Column("last_at", _TIME, nullable=False),
    Column("last_seq", Integer, nullable=False, server_default="0"),
    Column("dialogue", Text, nullable=False),
    Column("handled_by", Text, nullable=False),
    Column("rpps", Text),
    Column("family", Text),
    Column("given", Text),
    Column("signed_in_at", _TIME),
    Column("signed_in_until", _TIME),
    Column("situations", JSONB, nullable=False, server_default="[]"),
    Column("sign_in_hint", Text, nullable=False, server_default=""),
    Column("browser_hash", Text, nullable=False, server_default=""),
    Column("session_until", _TIME),
)

messages = Table(
    "messages",
    metadata,
    Column("conversation", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", _TIME, nullable=False),
    Column("author", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("buttons", JSONB, nullable=False),
    Column("links", JSONB, nullable=False),
    Column("files", JSONB, nullable=False),
    Column("source", Text, nullable=False),
    Column("sign_in", Text, nullable=False, server_default=""),
    Column("speaker", Text, nullable=False, server_default=""),
    Column("step", JSONB(none_as_null=True)),
    Column("payload", Text, nullable=False),
    Column("handled", Boolean, nullable=False),
    Column("idempotency_key", Text),
    Column("intent", Text),
    Column("confidence", Float),
    Column("helpful", Boolean),
    Column("reason", Text, nullable=False, server_default=""),
    Column("judged_at", _TIME),
    UniqueConstraint("conversation", "idempotency_key"),
)

procedures = Table(
    "procedures",
    metadata,
    Column("reference", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("holder_name", Text, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("details", JSONB, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", _TIME, nullable=False),
    Column("changed_at", _TIME, nullable=False, server_default=func.now()),
    Column("verified_at", _TIME),
    Column("verified_by", Text),
    Column("verified_as", Text),
    Column("needs_agent_at", _TIME),
    Column("needs_agent", Text),
)

procedure_history = Table(
    "procedure_history",
    metadata,
    Column("reference", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("at", _TIME, nullable=False),
    Column("by", Text, nullable=False),
    Column("before", Text),
    Column("after", Text, nullable=False),
    Column("why", Text, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("key", Text, primary_key=True),
    Column("reference", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("then", Text),
    Column("due_at", _TIME, nullable=False),
    Column("sent_at", _TIME),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("error", Text, nullable=False, server_default=""),
    Column("given_up_at", _TIME),
    Column("leaving_at", _TIME),
    Column("way", Text, nullable=False, server_default="email"),
)

files = Table(
    "files",
    metadata,
    Column("conversation", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

tickets = Table(
    "tickets",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("conversation", Text, nullable=False),
    Column("expires_at", _TIME, nullable=False),
    Column("remembered", JSONB, nullable=False),
)

accesses = Table(
    "accesses",
    metadata,
    Column("id", Integer, Identity(always=True), primary_key=True),
    Column("conversation", Text, nullable=False),
    Column("at", _TIME, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
)

erasures = Table(
    "erasures",
    metadata,
    Column("conversation", Text, primary_key=True),
    Column("token_hash", Text, nullable=False),
    Column("due_at", _TIME, nullable=False),
    Column("done_at", _TIME),
    Column("browser_hash", Text),
)

agents = Table(
    "agents",
    metadata,
    Column("name", Text, primary_key=True),
    Column("roles", JSONB, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("seed", Text, nullable=False),
    Column("last_step", BigInteger, nullable=False),
)

desk_sessions = Table(
    "desk_sessions",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("roles", JSONB, nullable=False),
    Column("began_at", _TIME, nullable=False),
    Column("seen_at", _TIME, nullable=False),
    Column("hint", Text, nullable=False),
)

desk_logins = Table(
    "desk_logins",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("expires_at", _TIME, nullable=False),
    Column("remembered", JSONB, nullable=False),
)

telegram_chats = Table(
    "telegram_chats",
    metadata,
    Column("chat", BigInteger, primary_key=True),
    Column("conversation", Text, nullable=False),
    Column("delivered", Integer, nullable=False, server_default="0"),
)

switch_history = Table(
    "switch_history",
    metadata,
    Column("position", BigInteger, primary_key=True),
    Column("name", Text, nullable=False),
    Column("at", _TIME, nullable=False),
    Column("by", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("why", Text, nullable=False),
)

setting_history = Table(
    "setting_history",
    metadata,
    Column("position", BigInteger, primary_key=True),
    Column("name", Text, nullable=False),
    Column("at", _TIME, nullable=False),
    Column("seal", Text, nullable=False),
)
