"""What is shown of the comparison. Pure."""

from __future__ import annotations

from typing import Any

COLUMNS = {
    "accuracy": ".3f",
    "handled": ".3f",
    "wrong_action": ".3f",
    "out_of_scope_recall": ".3f",
    "out_of_scope_accepted": ".3f",
    "top_3": ".3f",
    "p50_ms": ".1f",
    "p95_ms": ".1f",
    "resident_mb": ".0f",
    "train_s": ".1f",
    "train_cpu_s": ".1f",
    "model_mb": ".1f",
}


def markdown(rows: dict[str, dict[str, Any]]) -> str:
    """Return the figures of each pipeline as a Markdown table."""
    lines = [
        f"| pipeline | {' | '.join(COLUMNS)} |",
        f"|---|{'---:|' * len(COLUMNS)}",
        *(f"| {name} | {' | '.join(format(row[key], form) for key, form in COLUMNS.items())} |" for name, row in rows.items()),
    ]
    return "\n".join(lines)
