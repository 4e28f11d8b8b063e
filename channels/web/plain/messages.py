"""The transcript as an ordered list: who says what, what can be pressed, opened and downloaded. Pure."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from balise.model.conversation import Author, File, Message, Transcript
from balise.model.moment import in_france
from balise.model.paper import Picture
from balise.model.sheet import Link
from balise.ports import Texts
from channels.web.plain import CONVERSATION
from channels.web.plain.forms import FormMarks, Trouble
from channels.web.plain.markup import node
from channels.web.plain.opinion import opinion_forms
from channels.web.plain.wording import kind_of, place_of, speaker_of, step_in

NEWS = "nouveau"
"""The id of the first message that answers what was said last."""


def message_list(transcript: Transcript, texts: Texts, marks: FormMarks, trouble: Trouble | None = None) -> Element:
    """
    Return the messages; the buttons that can still be pressed are those shown since the practitioner last spoke.

    Whoever is not signed in may be by the last message that offers it.
    """
    messages = transcript.messages
    offering = 0 if transcript.sign_in else max((message.seq for message in messages if message.reply.sign_in), default=0)
    said = max((message.seq for message in messages if message.author is Author.PRACTITIONER), default=0)
    # While an answer is awaited, the notice that says so is what is new.
    fresh = 0 if transcript.typing else next((message.seq for message in messages if message.seq > said), messages[-1].seq)
    shown = [_item(message, texts, marks if message.seq > said else None, new=message.seq == fresh) for message in messages]
    for message, item in zip(messages, shown, strict=True):
        if message.advises:
            wrong = trouble if trouble and trouble.seq == message.seq else None
            item.append(opinion_forms(message, texts, marks, wrong))
        if message.seq == offering:
            item.append(_offer(message, marks))
    # Safari takes a list without its numbers for no list, unless it is told.
    return node("ol", *shown, class_="transcript", role="list")


def _item(message: Message, texts: Texts, marks: FormMarks | None, *, new: bool) -> Element:
    reply, at = message.reply, in_france(message.at)
    item = node("li", class_=f"said {message.author}", id=NEWS if new else "", tabindex="-1" if new else "")
    item.append(node("p", texts.line("shown_who", who=speaker_of(message, texts)), class_="who"))
    if step := step_in(reply, texts):
        item.append(node("p", step, class_="step"))
    item.extend(node("p", line) for line in message.text.split("\n") if line.strip())
    item.extend(_picture(file, file.picture, texts) for file in reply.files if file.picture)
    if attached := [_link(link) for link in reply.links] + [_file(file, texts) for file in reply.files]:
        item.append(node("ul", *(node("li", one) for one in attached), class_="attached"))
    if reply.source:
        item.append(node("p", texts.line("shown_source", source=reply.source), class_="aside"))
    item.append(node("p", node("time", f"{at:%d/%m/%Y %H:%M}", datetime=message.at.isoformat()), class_="aside"))
    if marks and reply.buttons:
        item.append(_choices(message, texts, marks))
    return item


def _choices(message: Message, texts: Texts, marks: FormMarks) -> Element:
    buttons = [node("button", b.title, type="submit", name="button", value=b.id) for b in message.reply.buttons]
    group = node("fieldset", node("legend", texts.line("shown_choices")), *buttons, class_="choices")
    return node("form", *marks.fields(), group, method="post", action=f"{CONVERSATION}/say")


def _offer(message: Message, marks: FormMarks) -> Element:
    button = node("button", message.reply.sign_in, type="submit")
    return node("form", *marks.fields(), button, method="post", action=f"{CONVERSATION}/sign-in")


def _link(link: Link) -> Element:
    place = place_of(link)
    if not place:
        return node("span", link.title)
    return node("a", link.title, " ", node("span", f"({place})", class_="aside"), href=link.url, rel="noreferrer")


def _picture(file: File, picture: Picture, texts: Texts) -> Element:
    """Return what is seen of a file, and the same in words."""
    size = {"width": str(picture.width), "height": str(picture.height)}
    seen = node("img", src=f"{CONVERSATION}/pictures/{file.id}", alt=file.title, loading="lazy", **size)
    rows = [node("tr", node("th", label, scope="row"), node("td", value)) for label, value in picture.table]
    words = node("details", node("summary", texts.line("shown_picture")), node("table", *rows))
    return node("div", seen, words, class_="picture")


def _file(file: File, texts: Texts) -> Element:
    kind = node("span", f"({file.name}, {kind_of(file, texts)})", class_="aside")
    return node("a", file.title, " ", kind, href=f"{CONVERSATION}/files/{file.id}", download=file.name)
