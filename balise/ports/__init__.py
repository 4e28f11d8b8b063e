"""
The seams: what Balise needs from outside, in its own words.

Every method may raise `TemporaryFailure` when the outside does not answer and `PermanentFailure` when it
refuses; what else it raises is in its docstring. No library type crosses a port.
"""

from balise.ports.agents import AccountKeys, AgentProvider, Agents, DeskSessions
from balise.ports.doors import Chats, Sessions, Tickets
from balise.ports.knowledge import Directory, DirectoryFile, GuideBook, OperatorBook, Texts
from balise.ports.operators import BoxDeleter, BoxOffice, PreferredBoxSetter, Unpublisher
from balise.ports.opinions import Opinions
from balise.ports.outside import Clock, Dialogue, IdentityProvider, Papers, Postman, Probe, Replies
from balise.ports.privacy import Accesses, Erasures, Sink
from balise.ports.store import Bell, Conversations, Files, Outbox, Procedures, Store, Work
from balise.ports.switches import SettingTrail, Switches

__all__ = [
    "Accesses",
    "AccountKeys",
    "AgentProvider",
    "Agents",
    "Bell",
    "BoxDeleter",
    "BoxOffice",
    "Chats",
    "Clock",
    "Conversations",
    "DeskSessions",
    "Dialogue",
    "Directory",
    "DirectoryFile",
    "Erasures",
    "Files",
    "GuideBook",
    "IdentityProvider",
    "OperatorBook",
    "Opinions",
    "Outbox",
    "Papers",
    "Postman",
    "PreferredBoxSetter",
    "Probe",
    "Procedures",
    "Replies",
    "Sessions",
    "SettingTrail",
    "Sink",
    "Store",
    "Switches",
    "Texts",
    "Tickets",
    "Unpublisher",
    "Work",
]
