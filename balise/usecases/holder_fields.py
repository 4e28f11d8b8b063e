"""Who asks, as a letter to an operator says it."""

from __future__ import annotations

from balise.model.letter import one_line
from balise.model.mailbox import Mailbox, Professional
from balise.model.procedure import Procedure
from balise.ports import Texts


def holder_fields(texts: Texts, procedure: Procedure, box: Mailbox | None, holder: Professional | None) -> dict[str, str]:
    """Return the holder's name and work as the directory knows them; the name they signed in with when it does not."""
    structure = box.structure if box else None
    said = {
        "holder": holder.full_name if holder and holder.family else procedure.holder_name,
        "profession": ", ".join(filter(None, (holder.profession, holder.skill))) if holder else "",
        "structure": ", ".join(filter(None, (structure.name, structure.city))) if structure else "",
    }
    return {name: one_line(value) or texts.line("letter_not_in_directory") for name, value in said.items()}
