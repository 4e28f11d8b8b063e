"""The two faces of the page `/`: before anything is opened, and inside a conversation."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from fastapi.responses import HTMLResponse

from balise.model.conversation import Author, Conversation, Transcript
from balise.ports import Texts
from balise.usecases.browser_session import SESSION_LASTS
from channels.web.pages import filled, template
from channels.web.plain.markup import markup, node
from channels.web.plain.messages import FormMarks, message_list

# No script: whatever got into a message would still be no program. The posts of the page say where they come from.
_POLICY = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_OWN_ORIGIN = "same-origin"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why what was typed has not been said: a key of the texts; what was typed, to be sent again; an HTTP status."""

    reason: str
    typed: str
    status: int


def start_page() -> HTMLResponse:
    """Return the page where a conversation begins: by itself where scripts run, by a button elsewhere."""
    shown = filled("chat.html", 200, hours=str(SESSION_LASTS // timedelta(hours=1)))
    shown.headers["Referrer-Policy"] = _OWN_ORIGIN
    return shown


def conversation_page(
    conversation: Conversation, transcript: Transcript, texts: Texts, proof: str, trouble: Trouble | None = None
) -> HTMLResponse:
    """Return the page of a conversation, as it is now."""
    line, marks = texts.line, FormMarks(proof, secrets.token_urlsafe(12))
    title = "chat_title_error" if trouble else "chat_title_waiting" if transcript.typing else "chat_title"
    agent = transcript.handled_by is Author.AGENT
    sign_in = conversation.sign_in
    fields = markup(*marks.fields())
    shown = filled(
        "conversation.html",
        trouble.status if trouble else 200,
        title=escape(line(title)),
        speaker=escape(line("chat_by_agent" if agent else "chat_by_assistant")),
        holder=escape(line("chat_signed_in", name=sign_in.person.full_name)) if sign_in else "",
        messages=markup(message_list(transcript, texts, marks)),
        waiting=template("conversation_waiting.html").substitute() if transcript.typing else "",
        error=markup(node("p", line(trouble.reason), id="error", class_="error", role="alert")) if trouble else "",
        box=_box(trouble),
        fields=fields,
        person=escape(line("intent_parler_humain")),
        data=escape(line("intent_effacer_donnees")),
        session=template("conversation_sign_out.html" if sign_in else "conversation_sign_in.html").substitute(fields=fields),
    )
    shown.headers["Content-Security-Policy"] = _POLICY
    return shown


def _box(trouble: Trouble | None) -> str:
    """Return where one writes; after an error, what was typed is in it and so is the keyboard."""
    box = node("textarea", id="text", name="text", rows="4", autocomplete="off")
    box.set("aria-describedby", "error hint" if trouble else "hint")
    if trouble:
        box.attrib |= {"aria-invalid": "true", "autofocus": "autofocus"}
        # Browsers drop a first line that is empty.
        box.text = f"\n{trouble.typed}"
    return markup(box)
