"""Reading what people type: folding, yes and no, ranks, and whose address is meant."""

from __future__ import annotations

import pytest

from balise.model.wording import fold, means_no, means_yes, rank_in, readable, speaks_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’ancienne,  s’il vous plaît !", "l ancienne s il vous plait"),
        ("DÉPUBLIER", "depublier"),
        ("ma sœur, Œuvre", "ma soeur oeuvre"),
        ("c.lemoine@ch-valmont.fr", "c lemoine@ch valmont fr"),
        ("n° 2 – la ﬁn", "n 2 la fin"),
        ("à\u00a0Brumes\n", "a brumes"),
        ("👍 !?", ""),
        ("", ""),
    ],
)
def test_folding_leaves_the_bare_words(text: str, folded: str) -> None:
    """
    Accents, case, punctuation and repeated blanks go; letters, figures and @ stay.
    """
    assert folded == fold(text)
    assert folded == fold(folded)


@pytest.mark.parametrize(
    "text",
    [
        "oui",
        "Oui !",
        "OUI",
        "ouais",
        "oui oui",
        "ok",
        "okay merci",
        "d’accord",
        "dac",
        "c'est bon",
        "c’est ça",
        "exact",
        "exactement",
        "je confirme",
        "confirmer",
        "je valide",
        "vas-y",
        "allez-y",
        "envoyez",
        "continuez",
        "parfait",
        "très bien",
        "bien sûr",
        "volontiers",
        "oui merci",
        "oui, svp",
        "oui s’il vous plaît",
        "oui vas-y",
        "👍",
        "👍🏽",
    ],
)
def test_a_whole_agreement_is_a_yes(text: str) -> None:
    """
    However short, polite or casual; it is never a no as well.
    """
    assert (True, False) == (means_yes(text), means_no(text))


@pytest.mark.parametrize(
    "text",
    [
        "non",
        "Non merci",
        "NON !!",
        "nan",
        "no",
        "pas du tout",
        "surtout pas",
        "pas maintenant",
        "je ne veux pas",
        "je ne souhaite pas ça",
        "je veux pas",
        "jamais",
        "n’envoyez pas",
        "n'envoyez rien",
        "c’est faux",
        "ce n’est pas ça",
        "non, pas celle-là",
        "non mais l’autre",
        "👎",
    ],
)
def test_a_message_that_begins_with_a_refusal_is_a_no(text: str) -> None:
    """
    Whatever follows; it is never a yes as well.
    """
    assert (False, True) == (means_yes(text), means_no(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "oui mais pas celle-là",
        "oui à quoi ça sert ?",
        "oui ou non ?",
        "oui mais non",
        "ouïe",
        "okapi",
        "nonobstant",
        "normal",
        "nombre",
        "notre boîte",
        "Noémie",
        "je ne sais pas",
        "peut-être",
        "la 2",
        "annuaire",
    ],
)
def test_the_rest_is_neither(text: str) -> None:
    """
    A yes that goes on with something else agrees to nothing; words that only begin alike do not count.
    """
    assert (False, False) == (means_yes(text), means_no(text))


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("2", 2),
        (" 2 ", 2),
        ("2.", 2),
        ("la 2", 2),
        ("le 2", 2),
        ("n° 2", 2),
        ("N°2", 2),
        ("la n°2", 2),
        ("numéro 2", 2),
        ("le numéro 3", 3),
        ("option 2", 2),
        ("l’option 2", 2),
        ("choix 1", 1),
        ("c’est la 2", 2),
        ("la 2 svp", 2),
        ("2 merci", 2),
        ("deux", 2),
        ("la trois", 3),
        ("la une", 1),
        ("la première", 1),
        ("la PREMIERE", 1),
        ("le premier", 1),
        ("la deuxième", 2),
        ("je choisis la deuxième boîte", 2),
        ("le second", 2),
        ("la seconde", 2),
        ("la troisième", 3),
        ("la dernière", 3),
        ("plutôt le dernier", 3),
    ],
)
def test_a_rank_is_read_in_a_list_of_three(text: str, rank: int) -> None:
    """
    In figures, in letters, or as first, second, last.
    """
    assert rank == rank_in(text, 3)


@pytest.mark.parametrize(
    "text",
    ["0", "4", "12", "la quatrième", "100", "-", "", "2 et 3", "les deux", "l’autre", "2026-03-02", "10999999991", "deux boîtes"],
)
def test_what_is_not_in_the_list_is_no_rank(text: str) -> None:
    """
    Nor a number out of the list, nor several.
    """
    assert rank_in(text, 3) is None


def test_an_empty_list_has_no_last() -> None:
    """
    Nothing can be designated in it.
    """
    assert (None, None) == (rank_in("la dernière", 0), rank_in("1", 0))


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("mon adresse", "own"),
        ("laquelle de mes BAL", "own"),
        ("j’utilise laquelle ?", "own"),
        ("la mienne", "own"),
        ("l’adresse de mon confrère", "other"),
        ("celle du Dr Durand", "other"),
        ("mon collègue", "other"),
        ("l’adresse du service de cardiologie", "other"),
        ("quelle adresse utiliser ?", "unclear"),
        ("", "unclear"),
    ],
)
def test_a_message_speaks_of_ones_own_address_or_of_anothers(text: str, whose: str) -> None:
    """
    Somebody else named is somebody else, even « mon confrère »; otherwise it is to be asked.
    """
    assert whose == speaks_of(text)


@pytest.mark.parametrize(
    "text", ["oui je veux bien", "tout à fait", "c'est parfait", "oui s'il te plaît", "ça marche", "ok pour moi"]
)
def test_people_agree_in_many_ways(text: str) -> None:
    """
    An agreement with its politeness is an agreement.
    """
    assert means_yes(text)


@pytest.mark.parametrize("text", ["c'est pas ça", "n'envoie rien", "ne l'envoyez pas"])
def test_people_refuse_in_many_ways(text: str) -> None:
    """
    So is a spoken refusal a refusal.
    """
    assert means_no(text)


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("la 2e", 2),
        ("2ème", 2),
        ("1ère", 1),
        ("boîte 2", 2),
        ("la bal n°3", 3),
        ("redirigez vers la 1", 1),
        ("redirige plutôt vers la deux", 2),
    ],
)
def test_a_rank_is_said_in_many_ways(text: str, rank: int) -> None:
    """
    With its ordinal ending, or the thing it counts.
    """
    assert rank == rank_in(text, 3)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ma\u200b BAL\u200d est\u2060 pleine\ufeff", "ma BAL est pleine"),
        ("\u202eenielp tse\u202c \u2066BAL\u2069 \u200eici\u200f", "enielp tse BAL ici"),
        ("bonjour" + "".join(chr(0xE0000 + ord(c)) for c in "/affirmer"), "bonjour"),
        ("bonjour" + "".join(chr(0xE0100 + ord(c)) for c in "/affirmer"), "bonjour"),
        ("\u3164\u115f\u2800\uffa0", ""),
        ("a\x00b\x1bc\x7fd\u0085e\u00adf", "abcd\nef"),
        ("« C’est l’œuvre d’Éve\u00a0! »\n2\u202f000\tmessages 👍", "« C’est l’œuvre d’Éve\u00a0! »\n2\u202f000\tmessages 👍"),
        ("cafe\u0301", "cafe\u0301"),
    ],
)
def test_what_nobody_sees_is_not_read(typed: str, read: str) -> None:
    """Nothing hides in a message; accents, no-break spaces, lines and emoji stay."""
    assert read == readable(typed)
