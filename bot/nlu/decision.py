"""
What to do with a ranking of intents: act, ask, or refuse.

Apart from classification: the ranker says what is likely, this says what each mistake would cost. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ACT, ASK, REFUSE = "act", "ask", "refuse"

OUT_OF_SCOPE = "hors_sujet"

STARTS = frozenset(
    "depublier_bal reponse_automatique supprimer_bal deleguer_bal retirer_delegation annuler_demande parler_humain"
    " effacer_donnees recommencer".split()
)
"""Intents that set something going: a guess costs more here than where Balise only informs."""

TALK = frozenset("saluer remercier au_revoir affirmer nier aide defi_bot recommencer".split())
"""Intents that are never proposed on a button: nobody means to be asked whether they are saying hello."""

MOST_OPTIONS = 3


@dataclass(frozen=True)
class Thresholds:
    """
    Confidences from 0 to 1, chosen on cross-validated costs (`make eval` draws the curves).

    Attributes:
        inform: From which an intent that only informs is acted upon.
        start: From which an intent that sets something going is.
        lead: By how much the likeliest must lead the next to be acted upon.
        refuse: From which a message is taken for out of scope.
        doubt: From which the chance of being out of scope makes a message that is not sure be refused, rather than asked about.
        offer: Under which an intent is no button.
        certain: From which a message may interrupt a form.
        clause: From which a clause is believed to be a request of its own.
        aside: The part of the other's chance under which the first of two requests is said in passing.

    """

    inform: float
    start: float
    lead: float
    refuse: float
    doubt: float
    offer: float
    certain: float
    clause: float
    aside: float


@dataclass(frozen=True)
class Decision:
    """
    What to do about a message.

    `intent` is what to act upon. `options` are the intents to propose when asking, likeliest first. `also` is a second
    request of the same message, for later. `certain` is whether it may interrupt a form.
    """

    outcome: str
    intent: str = ""
    options: tuple[str, ...] = ()
    also: str = ""
    certain: bool = False


Ranking = Sequence[tuple[str, float]]
"""Intents with their chances, the likeliest first."""


def decide(ranking: Ranking, clauses: Ranking, thresholds: Thresholds) -> Decision:
    """
    Return what to do about a message.

    Args:
        ranking: Every intent with its chance.
        clauses: The likeliest intent of each clause with its chance, in the order of the text.
        thresholds: What each confidence is enough for.

    """
    both = _two_requests(dict(ranking), clauses, thresholds)
    if both:
        return Decision(ACT, both[0], also=both[1])
    if not ranking:
        return Decision(REFUSE)
    (top, chance), *others = ranking
    lead = chance - (others[0][1] if others else 0.0)
    stranger = dict(ranking).get(OUT_OF_SCOPE, 0.0)
    if top == OUT_OF_SCOPE and chance >= thresholds.refuse:
        return Decision(REFUSE, top, certain=chance >= thresholds.certain)
    enough = thresholds.start if top in STARTS else thresholds.inform
    if top != OUT_OF_SCOPE and chance >= enough and lead >= thresholds.lead:
        return Decision(ACT, top, certain=chance >= thresholds.certain)
    options = tuple(name for name, p in ranking if p >= thresholds.offer and name not in TALK and name != OUT_OF_SCOPE)
    if stranger >= thresholds.doubt or not options:
        return Decision(REFUSE)
    return Decision(ASK, options=options[:MOST_OPTIONS])


def _two_requests(chances: dict[str, float], clauses: Ranking, thresholds: Thresholds) -> tuple[str, str] | None:
    """
    Return two different requests that clauses surely make: the one to see to now, then the other.

    They come in the order of the text, unless the whole message is mostly about one of them.
    """
    sure = (name for name, chance in clauses if chance >= thresholds.clause and name not in TALK and name != OUT_OF_SCOPE)
    asked = list(dict.fromkeys(sure))
    if len(asked) < 2:
        return None
    first, second = asked[:2]
    in_passing = chances.get(first, 0.0) < thresholds.aside * chances.get(second, 0.0)
    return (second, first) if in_passing else (first, second)
