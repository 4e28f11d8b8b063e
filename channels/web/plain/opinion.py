"""Under an answer that gives advice: whether it helped, and if it did not, why. Pure."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from balise.model.conversation import Message
from balise.model.opinion import Opinion
from balise.ports import Texts
from channels.web.plain import CONVERSATION
from channels.web.plain.forms import FormMarks, Trouble, box, error
from channels.web.plain.markup import node

OPINION = f"{CONVERSATION}/opinion"
YES, NO, NONE = "yes", "no", "none"
"""What the buttons send."""


def place_of_opinion(seq: int) -> str:
    """Return the id of the place where a message is judged."""
    return f"avis-{seq}"


def opinion_forms(message: Message, texts: Texts, marks: FormMarks, trouble: Trouble | None) -> Element:
    """Return what one thinks of a message and may change; what was refused is said, a reason in its box."""
    opinion, seq = message.opinion, message.seq
    place = node("div", class_="opinion", id=place_of_opinion(seq), tabindex="-1")
    if opinion:
        place.append(node("p", texts.line("shown_opinion", verdict=texts.line(f"opinion_{_verdict(opinion)}"))))
    unsaid = trouble if trouble and trouble.helpful == NO else None
    if trouble and not unsaid:
        place.extend(error(trouble, texts))
        place.set("autofocus", "autofocus")
    if unsaid or (opinion and not opinion.helpful):
        place.append(_reason(seq, opinion, texts, marks, unsaid))
    titles = {YES: "judge_yes", NO: "judge_no"} | ({NONE: "judge_none"} if opinion else {})
    offered = [key for key in titles if not opinion or key != _verdict(opinion)]
    buttons = [node("button", texts.line(titles[key]), type="submit", name="helpful", value=key) for key in offered]
    group = node("fieldset", node("legend", texts.line("shown_judging")), *buttons, class_="choices")
    place.append(_form(seq, marks, group))
    return place


def _verdict(opinion: Opinion) -> str:
    return YES if opinion.helpful else NO


def _reason(seq: int, opinion: Opinion | None, texts: Texts, marks: FormMarks, trouble: Trouble | None) -> Element:
    name, hint = f"reason-{seq}", f"hint-{seq}"
    written = box(name, 2, hint, trouble, opinion.reason if opinion else "")
    written.set("name", "reason")
    return _form(
        seq,
        marks,
        node("p", node("label", texts.line("judge_reason"), for_=name)),
        *error(trouble, texts),
        written,
        node("p", texts.line("judge_hint"), id=hint, class_="aside"),
        node("button", texts.line("judge_send"), type="submit", name="helpful", value=NO),
    )


def _form(seq: int, marks: FormMarks, *content: Element) -> Element:
    which = node("input", type="hidden", name="seq", value=str(seq))
    return node("form", *marks.fields(), which, *content, method="post", action=OPINION, class_="box")
