"""The two faces of the page `/`: before anything is opened, and inside a conversation."""

from __future__ import annotations

import secrets
from datetime import timedelta
from html import escape

from fastapi.responses import HTMLResponse

from balise.model.conversation import Author, Conversation, Transcript
from balise.ports import Texts
from balise.usecases.conversation.browser_session import SESSION_LASTS
from balise.usecases.support.hours import SupportHours
from channels.web.pages import filled, template
from channels.web.plain.forms import FormMarks, Trouble, box, error
from channels.web.plain.markup import markup, node
from channels.web.plain.messages import message_list

# No script: whatever got into a message would still be no program. The posts of the page say where they come from.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_OWN_ORIGIN = "same-origin"


def start_page(notice: str = "") -> HTMLResponse:
    """Return the page where a conversation begins: by itself where scripts run, by a button elsewhere, after a notice."""
    before = markup(node("p", notice, class_="waiting", role="status")) if notice else ""
    shown = filled("chat.html", 200, notice=before, hours=str(SESSION_LASTS // timedelta(hours=1)))
    shown.headers["Referrer-Policy"] = _OWN_ORIGIN
    return shown


def conversation_page(
    conversation: Conversation, transcript: Transcript, support: SupportHours, proof: str, trouble: Trouble | None = None
) -> HTMLResponse:
    """Return the page of a conversation, as it is now."""
    texts, hours = support.texts, support.line()
    line, marks = texts.line, FormMarks(proof, secrets.token_urlsafe(12))
    unsaid = None if trouble and trouble.seq else trouble
    sign_in = conversation.sign_in
    fields = markup(*marks.fields())
    shown = filled(
        "conversation.html",
        trouble.status if trouble else 200,
        title=escape(line(_title(transcript, trouble))),
        speaker=escape(_answering(transcript, texts)),
        holder=escape(line("chat_signed_in", name=sign_in.person.full_name)) if sign_in else "",
        messages=markup(message_list(transcript, texts, marks, trouble)),
        waiting=template("conversation_waiting.html").substitute() if transcript.typing else "",
        error=markup(*error(unsaid, texts)),
        box=markup(box("text", 4, "hint", unsaid)),
        fields=fields,
        person=escape(line("intent_parler_humain")),
        hours=markup(node("p", hours, class_="aside")) if hours else "",
        data=escape(line("intent_effacer_donnees")),
        session=template("conversation_sign_out.html" if sign_in else "conversation_sign_in.html").substitute(fields=fields),
    )
    shown.headers["Content-Security-Policy"] = _POLICY
    return shown


def _title(transcript: Transcript, trouble: Trouble | None) -> str:
    if trouble:
        return "chat_title_unjudged" if trouble.seq else "chat_title_error"
    return "chat_title_waiting" if transcript.typing else "chat_title"


def _answering(transcript: Transcript, texts: Texts) -> str:
    """Say who answers: an assistant, or a person, by the name they give."""
    if transcript.handled_by is not Author.AGENT:
        return texts.line("chat_by_assistant")
    return texts.line("chat_by_agent_named", name=transcript.speaker) if transcript.speaker else texts.line("chat_by_agent")
