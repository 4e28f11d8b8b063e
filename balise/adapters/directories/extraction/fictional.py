"""
A fictional extraction, for demonstrations and tests: nobody in it exists, and everything in it says so.

Family names and structures end with « (fictif) », addresses carry `.fictif` before the @, and RPPS numbers begin with
999000. The first people are the personas below: dialogue tests and the demonstration's sign-in page rely on them.
"""

from __future__ import annotations

from pathlib import Path

from balise.adapters.directories.extraction.casting import (
    FictionalBox,
    FictionalPerson,
    FictionalStructure,
    Training,
    header,
    line_of_service,
    lines_of_person,
)
from balise.adapters.directories.extraction.population import populate

VALMONT = FictionalStructure("CENTRE HOSPITALIER DE VALMONT (fictif)", "VALMONT", "76540", "999000001")
LILAS = FictionalStructure("CLINIQUE DES LILAS (fictif)", "LYON", "69003", "999000002")
QUAIS = FictionalStructure("CABINET DE CARDIOLOGIE DES QUAIS (fictif)", "LYON", "69002", "999000003")
PORT = FictionalStructure("CENTRE DE RÉÉDUCATION DU PORT (fictif)", "BREST", "29200", "999000004")
BELLECOUR = FictionalStructure("CENTRE DE DERMATOLOGIE BELLECOUR (fictif)", "LYON", "69002", "999000005")
ERDRE = FictionalStructure("CABINET DE PÉDIATRIE DE L'ERDRE (fictif)", "NANTES", "44000", "999000006")
PENTES = FictionalStructure("MAISON DE NAISSANCE DES PENTES (fictif)", "LYON", "69001", "999000007")

GENERAL = Training("10", "Médecin", "SM54", "Médecine générale")
CARDIOLOGY = Training("10", "Médecin", "SM04", "Cardiologie")
DERMATOLOGY = Training("10", "Médecin", "SM15", "Dermatologie")
PAEDIATRICS = Training("10", "Médecin", "SM40", "Pédiatrie")
NURSE = Training("60", "Infirmier")
PHYSIOTHERAPIST = Training("70", "Masseur-Kinésithérapeute")
MIDWIFE = Training("50", "Sage-Femme")
PHARMACIST = Training("21", "Pharmacien")

PERSONAS = (
    # Two boxes, one of them of a hospital: the plainest dépublication.
    FictionalPerson(
        "99900000011",
        "DR",
        "Camille",
        "LEMOINE (fictif)",
        GENERAL,
        (
            FictionalBox("camille.lemoine.fictif@medecin.mssante.fr"),
            FictionalBox("camille.lemoine.fictif@ch-valmont-fictif.mssante.fr", VALMONT),
        ),
    ),
    # Four boxes with four operators, and names made of several words.
    FictionalPerson(
        "99900000029",
        "DR",
        "Jean-Marie",
        "DE LA TOUR (fictif)",
        CARDIOLOGY,
        (
            FictionalBox("jean-marie.delatour.fictif@medecin.mssante.fr"),
            FictionalBox("jean-marie.delatour.fictif@aura.mssante.fr", LILAS),
            FictionalBox("jean-marie.delatour.fictif@lifen.mssante.fr", QUAIS),
            FictionalBox("jean-marie.delatour.fictif@interop-mssante.apicrypt.org"),
        ),
    ),
    # A single box: nothing to choose, and dépublier it would leave none.
    FictionalPerson(
        "99900000037", "MME", "Nadia", "BENALI (fictif)", NURSE, (FictionalBox("nadia.benali.fictif@infirmier.mssante.fr"),)
    ),
    # A domain that is in no operator's list.
    FictionalPerson(
        "99900000045",
        "M",
        "Yann",
        "LE GOFF (fictif)",
        PHYSIOTHERAPIST,
        (
            FictionalBox("yann.legoff.fictif@ch-inconnu-fictif.mssante.fr", PORT),
            FictionalBox("yann.legoff.fictif@masseur-kinesitherapeute.mssante.fr"),
        ),
    ),
    # Three homonyms, told apart by profession and town.
    FictionalPerson(
        "99900000052",
        "DR",
        "Sophie",
        "MARTIN (fictif)",
        DERMATOLOGY,
        (FictionalBox("sophie.martin.fictif@aura.mssante.fr", BELLECOUR),),
    ),
    FictionalPerson(
        "99900000060",
        "DR",
        "Sophie",
        "MARTIN (fictif)",
        PAEDIATRICS,
        (FictionalBox("sophie.martin.fictif@esantepdl.mssante.fr", ERDRE),),
    ),
    FictionalPerson(
        "99900000078",
        "MME",
        "Sophie",
        "MARTIN (fictif)",
        MIDWIFE,
        (FictionalBox("sophie.martin.fictif@sage-femme.mssante.fr", PENTES),),
    ),
    # One operator has no known contact (cgm).
    FictionalPerson(
        "99900000086",
        "DR",
        "Paul",
        "ROUSSEAU (fictif)",
        GENERAL,
        (FictionalBox("paul.rousseau.fictif@medecin.mssante.fr"), FictionalBox("paul.rousseau.fictif@cgm.mssante.fr")),
    ),
    # No published box, hence no line in the file.
    FictionalPerson("99900000094", "M", "Hugo", "PETIT (fictif)", PHARMACIST),
)
SERVICES = (FictionalBox("cardiologie.fictif@ch-valmont-fictif.mssante.fr", VALMONT, "Cardiologie"),)

_PEOPLE = 200
_STRUCTURES = 60


def write_fictional_extraction(path: Path, seed: int = 2026) -> int:
    """
    Write a fictional extraction in the official layout and return how many boxes it has.

    The same seed gives the same file, byte for byte. The personas come first whatever the seed.
    """
    own = {box.structure for person in PERSONAS for box in person.boxes if box.structure}
    people, services = populate(seed, _PEOPLE - len(PERSONAS), _STRUCTURES - len(own))
    lines = [
        *(line for person in (*PERSONAS, *people) for line in lines_of_person(person)),
        *(line_of_service(box) for box in (*SERVICES, *services)),
    ]
    path.write_text("\n".join([header(), *lines, ""]), encoding="utf-8", newline="\n")
    return len(lines)
