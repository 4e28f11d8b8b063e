"""What the forms of the page share: what proves them, a box to write in, what went wrong with the last one."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from balise.ports import Texts
from channels.web.plain.markup import node


@dataclass(frozen=True, slots=True)
class FormMarks:
    """What every form of a page carries: the proof that this browser was shown it, and the key that has it count once."""

    proof: str
    key: str

    def fields(self) -> tuple[Element, Element]:
        """Return them as hidden fields."""
        named = {"proof": self.proof, "key": self.key}.items()
        proof, key = (node("input", type="hidden", name=name, value=value) for name, value in named)
        return proof, key


@dataclass(frozen=True, slots=True)
class Trouble:
    """
    Why what was typed has not been taken: a key of the texts; what was typed, to be sent again; an HTTP status.

    `seq` is the message whose form it was, 0 for the box where one speaks; `helpful` is what its button sent.
    """

    reason: str
    typed: str
    status: int
    seq: int = 0
    helpful: str = ""


def error(trouble: Trouble | None, texts: Texts) -> list[Element]:
    """Return what went wrong, to stand before the box; nothing when nothing did."""
    return [node("p", texts.line(trouble.reason), id="error", class_="error", role="alert")] if trouble else []


def box(name: str, rows: int, hint: str, trouble: Trouble | None, typed: str = "") -> Element:
    """Return where one writes; after an error, what was typed is in it and so is the keyboard. `hint` is an element's id."""
    made = node("textarea", id=name, name=name, rows=str(rows), autocomplete="off")
    made.set("aria-describedby", f"error {hint}" if trouble else hint)
    if trouble:
        made.attrib |= {"aria-invalid": "true", "autofocus": "autofocus"}
    # Browsers drop a first line that is empty.
    made.text = f"\n{trouble.typed if trouble else typed}"
    return made
