"""Proof, hand-over to an agent and age of a procedure; one draft per person and kind; letters given up."""

from alembic import op

revision = "0003"
down_revision = "0002"

_STATEMENTS = (
    """
    ALTER TABLE procedures
        ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN verified_at timestamptz,
        ADD COLUMN verified_by text,
        ADD COLUMN verified_as text,
        ADD COLUMN needs_agent_at timestamptz,
        ADD COLUMN needs_agent text
    """,
    # What is known of how old the procedures already there are is their last move.
    """
    UPDATE procedures SET changed_at = last.at
    FROM (SELECT reference, max(at) AS at FROM procedure_history GROUP BY reference) AS last
    WHERE last.reference = procedures.reference
    """,
    # Of several drafts of one person and kind, the newest stays.
    """
    WITH ranked AS (
        SELECT reference, row_number() OVER (
            PARTITION BY kind, holder, CASE WHEN holder = '' THEN conversation END ORDER BY created_at DESC, reference
        ) AS rank
        FROM procedures WHERE state = 'draft'
    ), closed AS (
        UPDATE procedures SET state = 'expired', version = version + 1
        WHERE reference IN (SELECT reference FROM ranked WHERE rank > 1)
        RETURNING reference
    )
    INSERT INTO procedure_history (reference, position, at, by, before, after, why)
    SELECT reference, (SELECT count(*) FROM procedure_history h WHERE h.reference = closed.reference),
        now(), 'worker', 'draft', 'expired', 'doubled'
    FROM closed
    """,
    "CREATE UNIQUE INDEX procedures_one_draft ON procedures (holder, kind) WHERE state = 'draft' AND holder <> ''",
    "CREATE UNIQUE INDEX procedures_one_nameless_draft ON procedures (conversation, kind) WHERE state = 'draft' AND holder = ''",
    "CREATE INDEX procedures_changed ON procedures (state, changed_at)",
    "CREATE INDEX procedures_needing_agent ON procedures (needs_agent_at) WHERE needs_agent IS NOT NULL",
    "ALTER TABLE outbox ADD COLUMN given_up_at timestamptz, ADD COLUMN leaving_at timestamptz",
    "DROP INDEX outbox_due",
    "CREATE INDEX outbox_due ON outbox (due_at) WHERE sent_at IS NULL AND given_up_at IS NULL",
    "CREATE INDEX outbox_reference ON outbox (reference)",
)


def upgrade() -> None:
    """Add the columns and the indexes; close the drafts that would break the new rule."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Take them away; the drafts closed stay closed."""
    op.execute("DROP INDEX outbox_reference, outbox_due, procedures_one_draft, procedures_one_nameless_draft, procedures_changed")
    op.execute("ALTER TABLE outbox DROP COLUMN given_up_at, DROP COLUMN leaving_at")
    op.execute("CREATE INDEX outbox_due ON outbox (due_at) WHERE sent_at IS NULL")
    op.execute(
        "ALTER TABLE procedures DROP COLUMN changed_at, DROP COLUMN verified_at, DROP COLUMN verified_by,"
        " DROP COLUMN verified_as, DROP COLUMN needs_agent_at, DROP COLUMN needs_agent"
    )
