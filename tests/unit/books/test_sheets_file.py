"""What `data/sheets.yml` says, and how it says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from balise.adapters.books.sheets import load_guides
from balise.model.sheet import Guide

ROOT = Path(__file__).parents[3]
PATH = ROOT / "data" / "sheets.yml"
BOOK: dict[str, Any] = yaml.safe_load(PATH.read_text(encoding="utf-8"))
GUIDES = load_guides(PATH)
NO_BREAK_SPACE = "\u00a0"

REQUESTED = """
    bal_pleine vider_corbeille trier_messages_anciens chercher_pieces_jointes conserver_messages reponse_automatique supprimer_bal
    choisir_bal communiquer_bal deleguer_bal retirer_delegation consulter_delegations expliquer_delegation expliquer_mssante
    depublier_bal expliquer_depublication expliquer_risques creer_bal probleme_connexion messages_en_double
""".split()

# How many entries each official sheet was cut into, checked by hand against the sheet.
ON_THE_SHEETS = {
    "identifier": {"risk": 5, "step": 6, "tip": 2, "fact": 5},
    "entretenir": {"risk": 1, "step": 5, "tip": 5, "fact": 4},
    "valoriser": {"risk": 9, "step": 8, "tip": 2},
    "deleguer": {"fact": 6, "tip": 7, "step": 2},
}

PUBLIC_PAGES = {
    "https://esante.gouv.fr/strategie-nationale/mssante/",
    "https://annuaire.sante.fr",
    "mailto:monserviceclient.mssante@esante.gouv.fr",
    "mailto:monserviceclient.mailiz@esante.gouv.fr",
    "https://ansforge.github.io/annuaire-sante-fhir-documentation/",
    "https://github.com/ansforge/MSS-liste-blanche",
    "https://interop.esante.gouv.fr/ig/fhir/mss",
}


def guide(intent: str) -> Guide:
    """Return a guide that must be there."""
    found = GUIDES.get(intent)
    assert found is not None
    return found


def entry(entry_id: str) -> str:
    """Return the text of an entry."""
    sources = BOOK["sheets"] + BOOK["other_sources"]
    return str(next(e["text"] for source in sources for e in source["entries"] if e["id"] == entry_id))


def shown_texts(value: Any = BOOK) -> Iterator[str]:
    """Return every text of the file that people may read."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in {"id", "kind", "url", "links"} or isinstance(inner, dict):
                yield from shown_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from shown_texts(inner)
    elif isinstance(value, str):
        yield value


def test_every_requested_intent_has_its_guide() -> None:
    """The guides are those that were asked for, neither more nor less."""
    assert set(REQUESTED) == set(GUIDES.intents)


@pytest.mark.parametrize("sheet", BOOK["sheets"], ids=lambda sheet: sheet["id"])
def test_every_risk_step_and_tip_of_a_sheet_is_there(sheet: dict[str, Any]) -> None:
    """A sheet's entries are as many, of each kind, as the sheet holds, each under the sheet's name."""
    kinds = [e["kind"] for e in sheet["entries"]]

    assert {kind: kinds.count(kind) for kind in kinds} == ON_THE_SHEETS[sheet["id"]]
    assert all(e["id"].startswith(f"{sheet['id']}.") for e in sheet["entries"])


def test_every_entry_is_used_or_listed_as_unused() -> None:
    """No entry of a sheet is forgotten: a guide says it, or `unused` names it."""
    every = {e["id"] for sheet in BOOK["sheets"] for e in sheet["entries"]}
    used = {name for g in BOOK["guides"].values() for key in ("facts", "steps") for name in g.get(key, [])}

    assert every - used == set(BOOK["unused"])


@pytest.mark.parametrize("intent", REQUESTED)
def test_a_guide_names_its_source(intent: str) -> None:
    """The source shown is made of titles of the file: official sheets, public sources, or Balise itself."""
    titles = {source["title"] for source in BOOK["sheets"] + BOOK["other_sources"]}

    assert set(guide(intent).source.split(" · ")) <= titles


def test_the_full_box_guide_keeps_the_order_of_the_sheet() -> None:
    """Patient information goes to the business software first; then trash, old messages, attachments."""
    full = guide("bal_pleine")

    assert entry("entretenir.responsabilite") in full.text
    assert (entry("entretenir.corbeille"), entry("entretenir.anciens"), entry("entretenir.pieces_jointes")) == full.steps
    assert full.source == f"Fiche «{NO_BREAK_SPACE}Entretenir ses BAL{NO_BREAK_SPACE}»"


def test_a_full_box_cannot_receive_and_no_more_is_said() -> None:
    """The sheet's « ne peut plus recevoir ni recevoir » is a typo: nothing is said of sending."""
    text = guide("bal_pleine").text

    assert "ne peut plus recevoir de nouveaux messages" in text
    assert "envoyer" not in text


def test_deleting_starts_with_unpublishing() -> None:
    """The sheet's order: unpublish, automatic reply, recover what is useful, ask for the deletion, which is final."""
    expected = [entry(f"identifier.{name}") for name in ("depublier", "reponse_automatique", "recuperer", "supprimer")]
    deletion = guide("supprimer_bal")

    assert expected == list(deletion.steps)
    assert "définitive" in deletion.text


def test_advice_never_passes_for_a_sheet() -> None:
    """« Never share a password » is Balise's advice and says so, in its text and in its source."""
    delegation = guide("deleguer_bal")

    assert f"Conseil de Balise{NO_BREAK_SPACE}: ne partagez jamais votre mot de passe" in delegation.text
    assert "Conseil de Balise" in delegation.source


def test_links_are_public_pages_read_in_a_source() -> None:
    """No link is invented: each is in the sheets or in the domain dossier."""
    given = {link.url for intent in GUIDES.intents for link in guide(intent).links}

    assert given <= PUBLIC_PAGES


@pytest.mark.parametrize("intent", REQUESTED)
def test_buttons_lead_elsewhere_to_intents_the_dialogue_learns(intent: str) -> None:
    """One to three buttons, none back to the same guide, each an intent that has training examples, or a button's own."""
    learnt = set(
        re.findall(r"^- intent: (\w+)", "\n".join(p.read_text("utf-8") for p in (ROOT / "data/nlu").glob("*.yml")), re.M)
    )
    reached = [target for _, target in guide(intent).next]

    assert len(reached) in {1, 2, 3}
    assert intent not in reached
    assert {intent, *reached} <= learnt | {"nettoyer"}


@pytest.mark.parametrize("intent", REQUESTED)
def test_a_guide_fits_on_a_phone(intent: str) -> None:
    """Ninety words at most, sentences of 200 characters at most, no blank line (Rasa would split there)."""
    shown = (guide(intent).text, *guide(intent).steps)
    sentences = [s for text in shown for s in re.split(r"(?<=[.!?])\s|\n", text)]

    assert len(re.findall(r"[\w@.’-]+", " ".join(shown))) <= 90
    assert max(map(len, sentences)) <= 200
    assert not any(re.search(r"\n\s*\n", text) or text != text.strip() for text in shown)


@pytest.mark.parametrize("text", sorted(set(shown_texts())))
def test_typography_is_french(text: str) -> None:
    """Apostrophes are ’, and a no-break space stands before : ; ? ! » and after «."""
    assert re.findall(r"['\"]| [:;?!»]|« |\w[;?!»]|\w:(?!/)|«\w", text) == []
