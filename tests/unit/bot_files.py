"""What Rasa reads and learns, and the sentences of data/texts.yml, as the files say it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import yaml

from balise.settings import ROOT

# « Other tools rely on them »: the names of the intents never change.
PROMISED = frozenset(
    """
    bal_pleine vider_corbeille trier_messages_anciens chercher_pieces_jointes conserver_messages lister_bal depublier_bal
    reponse_automatique supprimer_bal choisir_bal communiquer_bal trouver_correspondant deleguer_bal retirer_delegation
    consulter_delegations expliquer_delegation suivre_demande annuler_demande contacter_operateur expliquer_mssante
    expliquer_depublication expliquer_risques creer_bal probleme_connexion messages_en_double parler_humain effacer_donnees
    saluer remercier au_revoir affirmer nier aide recommencer defi_bot hors_sujet
    """.split()
)
SECTIONS = ("intents", "slots", "forms", "responses", "actions")


def read(path: str) -> Any:
    """Return one file's content."""
    return yaml.safe_load((ROOT / path).read_text("utf-8"))


def declarations(section: str) -> Counter[str]:
    """Return the keys of a section of the domain, over all its files, and how many times each is declared."""
    files = sorted((ROOT / "bot" / "domain").glob("*.yml"))
    return Counter(key for path in files for key in yaml.safe_load(path.read_text("utf-8")).get(section, ()))


def domain(section: str) -> dict[str, Any]:
    """Return a section of the domain that has values, merged over its files."""
    merged: dict[str, Any] = {}
    for path in sorted((ROOT / "bot" / "domain").glob("*.yml")):
        merged |= yaml.safe_load(path.read_text("utf-8")).get(section, {})
    return merged


def form_slots() -> list[str]:
    """Return the slots that forms fill."""
    return [slot for form in domain("forms").values() for slot in form["required_slots"]]


def examples() -> dict[str, list[str]]:
    """Return the training examples of each intent."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for entry in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            if "intent" in entry:
                lines = [line.removeprefix("- ") for line in entry["examples"].splitlines() if line.strip()]
                found.setdefault(entry["intent"], []).extend(lines)
    return found


def rule_steps() -> Iterator[dict[str, Any]]:
    """Return the steps of every rule."""
    for path in sorted((ROOT / "data" / "rules").glob("*.yml")):
        for rule in yaml.safe_load(path.read_text("utf-8"))["rules"]:
            yield from rule["steps"]


def payload_intents() -> set[str]:
    """Return the intents that buttons carry, in the domain, in data/texts.yml and in data/sheets.yml."""
    written = (ROOT / "data" / "texts.yml").read_text("utf-8")
    written += "".join(path.read_text("utf-8") for path in (ROOT / "bot" / "domain").glob("*.yml"))
    following = [intent for guide in read("data/sheets.yml")["guides"].values() for _, intent in guide.get("next", ())]
    return {*re.findall(r"payload: \"?/(\w+)", written), *following}
