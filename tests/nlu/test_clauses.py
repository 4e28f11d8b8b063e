"""Cutting a message into what may each be a request."""

import pytest

from bot.nlu.clauses import MOST, clauses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ma BAL est pleine et je veux que ma secrétaire y accède", ["ma BAL est pleine", "je veux que ma secrétaire y accède"]),
        ("Ma boîte est pleine. Comment la vider ?", ["Ma boîte est pleine", "Comment la vider ?"]),
        ("combien de boîtes ai-je ? et laquelle utiliser", ["combien de boîtes ai-je", "et laquelle utiliser"]),
        (
            "il faut retirer l'accès de Julie, puis le donner à Marc",
            ["il faut retirer l'accès de Julie", "le donner à Marc"],
        ),
    ],
)
def test_requests_are_cut_where_they_are_joined(text: str, expected: list[str]) -> None:
    """Sentences, and clauses joined by « et », « puis » and the like, come apart in their order."""
    assert expected == clauses(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ma boîte est pleine",
        "bonjour et merci",
        "le docteur Martin et associés",
        "je ne veux pas supprimer ma boîte et je garde tout",
        "Bonjour. Ma boîte est pleine depuis hier.",
        "quelle différence entre dépublier une boîte et supprimer une boîte ?",
        "Le labo a appelé ce matin. Ses courriers lui reviennent tous.",
    ],
)
def test_one_request_is_left_whole(text: str) -> None:
    """A greeting, a name in two parts or what is not wanted is no second request."""
    assert [] == clauses(text)


def test_only_so_many_are_read() -> None:
    """A long complaint does not cost a parse for each of its sentences."""
    assert MOST == len(clauses("Je veux vider ma boîte. " * 6))


def test_a_story_is_not_cut() -> None:
    """Reading each clause of a long message would take longer than the message itself."""
    assert [] == clauses("Je veux vider ma boîte. " * 20)
