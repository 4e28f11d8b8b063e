"""What people read of where a request goes."""

from __future__ import annotations

import pytest

from actions.rendering import Rendering
from balise.model.operator import Operator
from tests.unit.usecases.house import MAILIZ, SILENT, SUPPORT, TEXTS, House
from tests.unit.usecases.test_ask_operator import ABLE, ABLE_SILENT, about, asking

NO_BREAK_SPACE = "\u00a0"


@pytest.fixture
def house() -> House:
    """Lend an empty house."""
    return House()


@pytest.mark.parametrize(
    ("operator", "fhir_mss", "recap", "final"),
    [
        (MAILIZ, True, f"{MAILIZ.label}, {MAILIZ.email}", MAILIZ.email),
        (ABLE, False, f"{ABLE.label}, {ABLE.email}", ABLE.email),
        (ABLE, True, f"l’API de l’Annuaire Santé, pour {ABLE.label}", f"l’API de l’Annuaire Santé, pour {ABLE.label}"),
        (ABLE_SILENT, True, f"l’API de l’Annuaire Santé, pour {SILENT.label}", f"l’API de l’Annuaire Santé, pour {SILENT.label}"),
        (SILENT, True, f"support MSSanté, {SUPPORT} (je ne connais pas de contact pour cet opérateur)", SUPPORT),
    ],
    ids=["operator", "api_off", "api", "api_without_contact", "support"],
)
def test_what_is_said_of_the_recipient_is_true(house: House, operator: Operator, fhir_mss: bool, recap: str, final: str) -> None:
    """
    The recap and the final sentence name the API when the request goes that way, and then only.
    """
    rendering, view = Rendering(TEXTS, asking(house, fhir_mss).way), about(house, operators=(operator,))

    assert (recap, final) == (rendering.recipient(view), rendering.sent_to(view))


def test_an_auto_reply_that_the_api_does_not_set_is_said_to_be_left(house: House) -> None:
    """
    The API changes the directory only; by letter, the auto-reply is asked for with the rest.
    """
    api, letter = (Rendering(TEXTS, asking(house, on).way) for on in (True, False))

    assert "Merci." == letter.auto_reply(about(house), "Merci.")
    assert api.auto_reply(about(house), "Merci.").startswith("Merci. (à demander ensuite")
    assert "aucune" == api.auto_reply(about(house), "") == letter.auto_reply(about(house), "")


@pytest.mark.parametrize(("operators", "expected"), [((), True), ((SILENT,), True), ((MAILIZ,), False), ((ABLE_SILENT,), False)])
def test_who_has_only_the_support_desk_is_guided(house: House, operators: tuple[Operator, ...], expected: bool) -> None:
    """
    Neither an address nor the API.
    """
    rendering = Rendering(TEXTS, asking(house).way)

    assert expected is rendering.goes_to_support(about(house, operators=operators))


def test_what_one_may_send_oneself_says_everything_in_few_lines(house: House) -> None:
    """
    The box, its holder, the reference, the auto-reply when there is one, on one line; no blank line, where Rasa would cut.
    """
    rendering, asked = Rendering(TEXTS, asking(house).way), about(house).procedure
    short, long = (rendering.to_copy(asked, text) for text in ("", "Écrivez-moi\n\nailleurs."))

    assert [] == [word for word in (asked.reference, asked.address, asked.holder, asked.holder_name) if word not in short]
    assert (False, True) == ("réponse automatique" in short, f"«{NO_BREAK_SPACE}Écrivez-moi ailleurs.{NO_BREAK_SPACE}»" in long)
    assert "\n\n" not in long
