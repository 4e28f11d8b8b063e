"""
The seams: what Balise needs from outside, in its own words.

Every method may raise `TemporaryFailure` when the outside does not answer and `PermanentFailure` when it
refuses; what else it raises is in its docstring. No library type crosses a port.
"""

from balise.ports.knowledge import Directory, GuideBook, OperatorBook, Texts
from balise.ports.operators import BoxDeleter, PreferredBoxSetter, Unpublisher
from balise.ports.outside import Clock, Dialogue, IdentityProvider, Papers, Postman, Probe, Replies
from balise.ports.store import Bell, Chats, Conversations, Outbox, Procedures, Store, Tickets, Work

__all__ = [
    "Bell",
    "BoxDeleter",
    "Chats",
    "Clock",
    "Conversations",
    "Dialogue",
    "Directory",
    "GuideBook",
    "IdentityProvider",
    "OperatorBook",
    "Outbox",
    "Papers",
    "Postman",
    "PreferredBoxSetter",
    "Probe",
    "Procedures",
    "Replies",
    "Store",
    "Texts",
    "Tickets",
    "Unpublisher",
    "Work",
]
