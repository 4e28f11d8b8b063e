"""The report as one page that needs no other file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from evaluation import pictures, words
from evaluation.curves import DRAWN
from evaluation.history import KEPT, Line
from evaluation.markup import folded, page, paragraph, percent, picture, table
from evaluation.report import Subject
from evaluation.slices import Row

Measured = dict[str, Any]


def report_page(subject: Subject, cv: Measured, dev: Measured, lines: Sequence[Line]) -> str:
    """Return the page."""
    return page(
        f"Balise : ce que comprend le modèle {subject.model}",
        [
            ("En bref", _summary(subject, cv, dev)),
            ("Au fil des modèles", _history(lines)),
            ("Messages d'autres mains : par style", _parts("Par style", "Style", dev["per_style"])),
            ("Par type de personne", _parts("Par type de personne", "Personne", dev["per_persona"])),
            ("Par intention", _intents(cv, dev)),
            ("Hors sujet, par famille", _families(dev, cv)),
            ("Messages mal tapés", _robustness(dev["robustness"])),
            ("Confusions", _confusions("Messages d'autres mains", dev) + _confusions("Validation croisée", cv)),
            ("Confiance", _reliability(cv, dev)),
            ("Seuils", _curves("Validation croisée", cv, subject) + _curves("Messages d'autres mains", dev, subject)),
            ("Les pires erreurs", _errors("Messages d'autres mains", dev) + _errors("Validation croisée", cv)),
        ],
    )


def _summary(subject: Subject, cv: Measured, dev: Measured) -> str:
    rows = [
        (words.MEASURES[name], dev["figures"][name], _noise(dev, name), cv["figures"][name], _noise(cv, name))
        for name in words.SUMMED_UP
    ]
    headers = ["Mesure", "Autres mains", "±", "Validation croisée", "±"]
    times = dev["figures"]["parse_ms"]
    settings = [(name, f"{value:g}".replace(".", ",")) for name, value in asdict(subject.thresholds).items()]
    return (
        paragraph(
            f"Le {subject.date} : {subject.examples} exemples appris, {dev['messages']} messages écrits par d'autres"
            f" ({subject.dev_file}, {subject.dev})."
        )
        + table("Les chiffres, et la moitié de leur intervalle à 95 %", headers, rows)
        + paragraph("Un « ± » nul dit que tout était juste, ou faux : sur peu de messages, cela ne prouve rien.")
        + paragraph(
            f"Durée de lecture d'un message, sur un seul fil : {times['p50']:.1f} ms une fois sur deux,"
            f" {times['p95']:.1f} ms au plus dans 95 % des cas.".replace(".", ",", 2)
        )
        + folded("Les seuils de bot/config.yml", table("Seuils", ["Seuil", "Valeur"], settings))
    )


def _noise(measured: Measured, name: str) -> str | None:
    return percent(measured["noise"][name]) if name in measured["noise"] else None


def _history(lines: Sequence[Line]) -> str:
    headers = ["Date", "Modèle", "Exemples", "Jeu", *(words.MEASURES[name] for name in KEPT), "Style", "Baisse voulue"]
    rows = [
        (
            line.date,
            line.model,
            line.examples,
            f"{line.dev} ({line.messages})",
            *(f"{percent(line.figures[name].value)} ± {percent(line.figures[name].noise)}" for name in KEPT),
            line.worst_style,
            line.accepted or None,
        )
        for line in reversed(lines)
    ]
    return table("Le plus récent d'abord ; seuls se comparent les chiffres d'un même jeu", headers, rows)


def _parts(caption: str, header: str, rows: Sequence[Row]) -> str:
    headers = [header, "Messages", "±", *(words.MEASURES[name] for name in words.PART)]
    return table(caption, headers, [_cells(row, words.PART) for row in sorted(rows, key=lambda row: row["accuracy"])])


def _cells(row: Row, names: Sequence[str]) -> list[Any]:
    return [row["name"], row["count"], row["noise"], *(row.get(name) for name in names)]


def _intents(cv: Measured, dev: Measured) -> str:
    names = ("accuracy", "precision", "handled", "wrong_action", "asked", "false_refusal", "out_of_scope_recall")
    headers = ["Intention", "Messages", "±", *(words.MEASURES[name] for name in names)]
    return "".join(
        table(title, headers, [_cells(row, names) for row in sorted(measured["per_intent"], key=lambda row: row["accuracy"])])
        for title, measured in (("Messages d'autres mains", dev), ("Validation croisée", cv))
    )


def _families(dev: Measured, cv: Measured) -> str:
    headers = ["Famille", "Messages", *(words.MEASURES[name] for name in words.OUTSIDE)]
    tables = "".join(
        table(title, headers, [[row["name"], row["count"], *(row.get(name) for name in words.OUTSIDE)] for row in rows])
        for title, rows in (("Messages d'autres mains", dev["per_family"]), ("Validation croisée", cv["per_family"]))
    )
    return tables or paragraph("Rien ne dit encore de quelle famille est un message hors sujet (« family »).")


def _robustness(rows: Sequence[Row]) -> str:
    names = (*words.PART, *words.OUTSIDE)
    headers = ["Messages d'autres mains", "Messages", "±", *(words.MEASURES[name] for name in names)]
    return table("Toujours les mêmes fautes d'une fois sur l'autre", headers, [_cells(row, names) for row in rows])


def _confusions(title: str, measured: Measured) -> str:
    names, counts = measured["confusion"]["intents"], np.array(measured["confusion"]["counts"])
    described = f"{title} : matrice de confusion de {len(names)} intentions. Le tableau qui suit en donne l'essentiel."
    rows = [(pair["expected"], pair["found"], pair["count"], pair["share"]) for pair in measured["confused_pairs"]]
    headers = ["Intention attendue", "Intention trouvée", "Messages", "Part de l'intention attendue"]
    return picture(pictures.confusion_matrix(names, counts), described) + table(
        f"{title} : intentions le plus souvent prises l'une pour l'autre", headers, rows
    )


def _reliability(cv: Measured, dev: Measured) -> str:
    sets = {"Messages d'autres mains": dev, "Validation croisée": cv}
    headers = ["Confiance à partir de", "Messages", "Confiance moyenne", "Intention juste"]
    drawn = pictures.reliability_diagram({title: measured["reliability"] for title, measured in sets.items()})
    tables = "".join(
        table(
            f"{title} (écart moyen : {percent(measured['calibration_error'])})",
            headers,
            [(row["from"], row["count"], row["confidence"], row["accuracy"]) for row in measured["reliability"]],
        )
        for title, measured in sets.items()
    )
    return (
        picture(drawn, "Part d'intentions justes selon la confiance annoncée. Les tableaux qui suivent disent la même chose.")
        + tables
    )


def _curves(title: str, measured: Measured, subject: Subject) -> str:
    described = f"{title} : ce que change chaque seuil quand il bouge seul. Les tableaux qui suivent disent la même chose."
    drawn = picture(pictures.threshold_curves(measured["curves"], asdict(subject.thresholds)), described)
    headers = ["Seuil", *(words.MEASURES[name] for name in DRAWN)]
    tables = "".join(
        table(
            f"{title} : {name}",
            headers,
            [(f"{point['value']:.2f}".replace(".", ","), *(point.get(measure) for measure in DRAWN)) for point in points],
        )
        for name, points in measured["curves"].items()
    )
    return drawn + folded(f"{title} : les mêmes courbes en tableaux", tables)


def _errors(title: str, measured: Measured) -> str:
    headers = ["Message", "Texte", "Attendu", "Trouvé", "Confiance", "Ce que fait Balise"]
    rows = [
        (row["id"], row["text"], row["expected"], row["found"], row["confidence"], words.OUTCOMES[row["outcome"]])
        for row in measured["worst_errors"]
    ]
    return table(f"{title} : les erreurs les plus sûres d'elles", headers, rows)
