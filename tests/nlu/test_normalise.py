"""The usual form of what practitioners type."""

import pytest

from bot.nlu.normalise import normalise


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("MA BOÎTE EST PLEINE", "ma bal est plein"),
        ("ma boîte", "ma bal"),
        ("ma boite", "ma bal"),
        ("ma  boîte\tmail\n", "ma bal"),
        ("L’œuvre, à côté…", "l oeuvre a cote"),
    ],
)
def test_form_does_not_matter(typed: str, usual: str) -> None:
    """
    Case, accents, ligatures, punctuation and blanks change nothing: half of the messages come without them.
    """
    assert usual == normalise(typed)


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("j'ai l'adresse d'un confrère", "j ai l adresse d un confrere"),
        ("jai pas d'accès", "j ai pas d acces"),
        ("quelqu’un", "quelqu un"),
        ("faut quil vienne", "faut qu il vienne"),
        ("c'est plein", "c est plein"),
    ],
)
def test_elisions_are_words(typed: str, usual: str) -> None:
    """
    An elision is a word of its own, typed with a straight apostrophe, a curly one or none.
    """
    assert usual == normalise(typed)


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("jpeu plu rien recevoir", "je peux plus rien recevoir"),
        ("slt koi de neuf", "bonjour quoi de neuf"),
        ("pb de mdp svp", "probleme de motdepasse s il vous plait"),
        ("ma secr lit mes msgs", "ma secretaire lit mes message"),
        ("pleiiiiine", "plein"),
    ],
)
def test_short_forms_are_spelled_out(typed: str, usual: str) -> None:
    """
    SMS abbreviations and stretched letters are read as the words they stand for.
    """
    assert usual == normalise(typed)


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("ma BAL", "ma bal"),
        ("boite o lettre", "bal"),
        ("boîte aux lettres", "bal"),
        ("boîte e-mail", "bal"),
        ("boate mail", "bal"),
        ("messagerie sécurisée de santé", "mssante"),
        ("MSSanté", "mssante"),
        ("mss", "mssante"),
        ("mailize", "mailiz"),
        ("apicript", "apicrypt"),
        ("e-CPS", "ecps"),
        ("pro santé connect", "prosanteconnect"),
        ("PSC", "prosanteconnect"),
        ("PJ", "piece jointe"),
        ("dé-publier", "depublier"),
        ("dé publié", "depublier"),
    ],
)
def test_the_domain_has_one_word_for_each_thing(typed: str, usual: str) -> None:
    """
    Synonyms and misspellings of the things this assistant is about become one word each.
    """
    assert usual == normalise(typed)


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("avant de publier mon adresse", "avant de publier mon adresse"),
        ("la dépublication", "la depublication"),
        ("ma carte CPS", "ma carte cps"),
    ],
)
def test_what_differs_stays_different(typed: str, usual: str) -> None:
    """
    Words that tell two intents apart are left alone, however close they look.
    """
    assert usual == normalise(typed)


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("marie.durand@pro.mssante.fr est pleine", "adressemail pro mssante fr est plein"),
        ("RPPS 10 00 12 34 56 7", "rpps longnumero"),
        ("le 12/03", "le 12 03"),
    ],
)
def test_what_identifies_a_person_is_masked(typed: str, usual: str) -> None:
    """
    Names in addresses and long numbers must not become a reason to choose an intent; short numbers may be.
    """
    assert usual == normalise(typed)


@pytest.mark.parametrize(("typed", "usual"), [("👍", "oui"), ("merci 🙏", "merci merci"), ("", ""), ("...", ""), ("?", "?")])
def test_signs_and_silence(typed: str, usual: str) -> None:
    """
    An emoji that means a word is that word; a message without any word is empty; a question mark is kept.
    """
    assert usual == normalise(typed)


def test_is_stable() -> None:
    """
    What is already in its usual form stays as it is.
    """
    usual = normalise("Bjr, jpeu plu accéder à ma boîte aux lettres MSSanté, mdp perdu ?")

    assert usual == normalise(usual)
