"""The use cases of conversations: what is said, by whom, and who they are."""

from __future__ import annotations

from datetime import timedelta

from balise.model.hours import Hours
from balise.ports import Bell
from balise.usecases.administration.switches import Switches
from balise.usecases.conversation.answer_pending import AnswerPending
from balise.usecases.conversation.browser_session import BeginSession, FindSession, LeaveSession, RenewBrowser
from balise.usecases.conversation.judge_answer import JudgeAnswer
from balise.usecases.conversation.list_topics import ListTopics
from balise.usecases.conversation.open import CheckToken, OpenConversation
from balise.usecases.conversation.post_message import PostMessage
from balise.usecases.conversation.read_transcript import ReadTranscript
from balise.usecases.identity.sign_in import FinishSignIn, InviteSignIn, IsSignedIn, StartSignIn
from balise.usecases.identity.sign_out import EndSession, SignOut
from balise.usecases.support.hours import SupportHours
from balise.wiring.books import now
from balise.wiring.outside import Outside


class Talking(Outside):
    """Has practitioners talk, and prove who they are."""

    def list_topics(self) -> ListTopics:
        """What Balise can do, to search in."""
        return ListTopics(self.texts, self.books.guides)

    def open_conversation(self) -> OpenConversation:
        """Open a conversation."""
        return OpenConversation(self.store, self.texts, now)

    def begin_session(self) -> BeginSession:
        """Open a conversation for a page without script."""
        return BeginSession(self.store, self.open_conversation(), now)

    def find_session(self) -> FindSession:
        """Let its browser in."""
        return FindSession(self.store)

    def leave_session(self) -> LeaveSession:
        """Close it in its browser."""
        return LeaveSession(self.store)

    def renew_browser(self) -> RenewBrowser:
        """Change a browser's secret."""
        return RenewBrowser(self.store)

    def check_token(self) -> CheckToken:
        """Let the holder of a conversation in."""
        return CheckToken(self.store)

    def switches(self) -> Switches:
        """Suspend a channel or a kind of procedure."""
        return Switches(self.store, now)

    def post_message(self) -> PostMessage:
        """Keep what a practitioner says."""
        return PostMessage(self.store, self.texts)

    def judge_answer(self) -> JudgeAnswer:
        """Keep what is thought of an answer."""
        return JudgeAnswer(self.store)

    def support_hours(self) -> SupportHours:
        """Say when the support desk is open."""
        rule = self.settings.support_hours
        return SupportHours(Hours(rule) if rule else None, self.texts, now)

    def answer_pending(self) -> AnswerPending:
        """Have the dialogue answer."""
        return AnswerPending(self.store, self.dialogue, self.texts)

    def read_transcript(self, bell: Bell) -> ReadTranscript:
        """Read what is new."""
        return ReadTranscript(self.store, bell)

    def invite_sign_in(self) -> InviteSignIn:
        """Make a sign-in link."""
        return InviteSignIn(self.store, now, self.settings.base_url)

    def is_signed_in(self) -> IsSignedIn:
        """Tell who has no need to sign in."""
        return IsSignedIn(self.store)

    def start_sign_in(self) -> StartSignIn:
        """Send the browser to the identity provider."""
        return StartSignIn(self.store, self._provider, now, self._callback)

    def finish_sign_in(self) -> FinishSignIn:
        """Take the browser back."""
        lasts = timedelta(minutes=self.settings.sign_in_minutes)
        return FinishSignIn(self.store, self._provider, self.texts, now, self._callback, lasts)

    def sign_out(self) -> SignOut:
        """End a sign-in."""
        return SignOut(self.store, self._provider, self.texts, now, self.settings.base_url)

    def end_session(self) -> EndSession:
        """End the provider's session too."""
        return EndSession(self.store, self._provider, now, f"{self.settings.base_url}/auth/logged-out")
