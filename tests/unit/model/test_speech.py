"""What a message does, whatever it is about."""

from __future__ import annotations

from datetime import date

import pytest

from balise.model.french.entities import find_entities
from balise.model.speech import Mention, asks_how, begins_question, mention, names_somebody

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("asks", "text"),
    [
        (True, "c'est quoi une dépublication ?"),
        (True, "C’est quoi la dépublication"),
        (True, "attendez, quelle différence entre dépublier et supprimer ?"),
        (True, "et qui a accès à ma BAL ?"),
        (True, "où en est ma demande"),
        (True, "quel temps fera-t-il demain à Lyon ?"),
        (False, "une BAL du centre du Port porte mon nom, est-elle ouverte ?"),
        (False, "ma BAL est pleine"),
        (False, "la 2 ou la 3"),
        (False, "Dr Martin ?"),
        (False, ""),
    ],
)
def test_a_question_begins_as_one(asks: bool, text: str) -> None:
    """A question mark at the end of a story does not make it one, and its absence does not unmake one."""
    assert asks is begins_question(text)


@pytest.mark.parametrize(
    ("asks", "text"),
    [
        (True, "comment supprimer une boîte ?"),
        (True, "j'ai trop de boîtes, comment on les supprime"),
        (True, "je pars en retraite, quelle est la démarche"),
        (True, "marche à suivre pour fermer un compte"),
        (True, "à qui demander la suppression de ma BAL ?"),
        (False, "supprimez ma boîte"),
        (False, "je veux une réponse automatique"),
        (False, "un commentaire sur ma boîte"),
        (False, ""),
    ],
)
def test_to_ask_how_is_not_to_ask_for(asks: bool, text: str) -> None:
    """Wherever in the message it stands."""
    assert asks is asks_how(text)


@pytest.mark.parametrize(
    ("named", "text"),
    [
        (True, "Mme Marie Arrêt"),
        (True, "Dr Stop"),
        (True, "docteur Aide, Lyon"),
        (True, "Merci Patricia à Nantes"),
        (True, "rue du stop"),
        (True, "Madeleine Corbeille"),
        (False, "Stop"),
        (False, "aide"),
        (False, "Merci, au revoir"),
        (False, "ma BAL est pleine"),
        (False, "STOP SVP"),
        (False, "parler à quelqu'un"),
        (False, ""),
    ],
)
def test_somebody_may_be_called_like_a_command(named: bool, text: str) -> None:
    """A title, a given name, a town, a street or a capital tell a name from a command."""
    assert named is names_somebody(text, [entity.kind for entity in find_entities(text, TODAY)])


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        ("CM8K-CSYN", Mention.FOLLOW),
        ("ma demande CM8K-CSYN svp", Mention.FOLLOW),
        ("annuler CM8K-CSYN", Mention.CANCEL),
        ("annulez la demande n° CM8K-CSYN", Mention.CANCEL),
        ("Dr Martin, Lyon", Mention.SOMEBODY),
        ("Sophie Martin", Mention.SOMEBODY),
        ("RPPS 99900000011", Mention.SOMEBODY),
        ("cardiologue à Lyon", Mention.SOMEBODY),
        ("toto.fictif@lifen.mssante.fr", Mention.ADDRESS),
        ("Bonjour Dr Martin", None),
        ("je veux dépublier toto.fictif@lifen.mssante.fr", None),
        ("pourquoi CM8K-CSYN est refusée ?", None),
        ("Lyon", None),
        ("annuler", None),
        ("ma BAL est pleine", None),
        ("", None),
    ],
)
def test_a_message_made_of_names_asks_for_what_they_name(text: str, mentioned: Mention | None) -> None:
    """A reference is followed or cancelled, somebody is looked for, an address has an operator; more words say more."""
    assert mentioned is mention(text, find_entities(text, TODAY))
