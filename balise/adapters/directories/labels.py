"""Words of the national nomenclatures, as they are shown to people."""

from __future__ import annotations

import re

from balise.model.wording import fold

# TRE_R11 (civilité d'exercice) and TRE_R81 (civilité), by code and by label.
_TITLES = {
    "dr": "Dr",
    "docteur": "Dr",
    "pr": "Pr",
    "professeur": "Pr",
    "m": "M.",
    "monsieur": "M.",
    "mme": "Mme",
    "madame": "Mme",
    "mlle": "Mme",
    "mademoiselle": "Mme",
}


def title_label(civility: str) -> str:
    """
    Return a civilité as it is written before a name.

    >>> title_label("DR"), title_label("MME"), title_label("MC")
    ('Dr', 'Mme', 'MC')
    """
    return _TITLES.get(fold(civility), civility.strip())


def skill_label(skill: str) -> str:
    """
    Return a savoir-faire without the code of its type, which TRE_R38 writes after each label.

    >>> skill_label("Pédiatrie (SM)")
    'Pédiatrie'
    """
    return re.sub(r"\s*\((?:SM|SCD|SI|SF|SP)\)\s*$", "", skill).strip()


def city_label(routing: str) -> str:
    """
    Return the town of a postal routing line.

    >>> city_label("69003 LYON CEDEX 03")
    'LYON'
    """
    town = re.sub(r"^\s*(?:\d{5}|2[AB]\d{3})\s+", "", routing)
    return re.sub(r"\s+CEDEX(?:\s+\d+)?\s*$", "", town, flags=re.IGNORECASE).strip()
