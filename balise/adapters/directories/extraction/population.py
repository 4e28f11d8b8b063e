"""The crowd of a fictional extraction, drawn from a seed: homonyms, compound names, several sites, many operators."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count

from balise.adapters.directories.extraction.casting import FictionalBox, FictionalPerson, FictionalStructure, Training
from balise.model.wording import fold

# No family name of a persona is here, so that searching for one finds the personas only.
_FAMILIES = (
    *("ALLARD", "BARBIER", "BERTIN", "BOUCHER", "CARON", "CHEVALLIER", "COLLET", "DA SILVA", "DE VILLIERS", "DELMAS", "DIALLO"),
    *("DU PLESSIS", "DUMONT", "FERRAND", "FOURNIER-LECLERC", "GARNIER", "GUÉRIN", "HADDAD", "HAMON", "JACQUET", "KERVELLA"),
    *("LE BIHAN", "LE ROUX", "LEFÈVRE", "MARCHAL", "MASSON", "N'GUYEN", "OLIVIER", "PELLETIER", "PRÉVOST", "RENAUD", "SAÏDI"),
    *("SAINT-JEAN", "TESSIER", "VASSEUR", "VERDIER", "VIDAL-PONS", "WEBER", "YILMAZ", "ZIEGLER"),
)
_GIVEN = (
    *(
        "Agnès",
        "Ahmed",
        "Anne-Laure",
        "Antoine",
        "Aurélie",
        "Baptiste",
        "Béatrice",
        "Céline",
        "Chloé",
        "Claire",
        "David",
        "Élodie",
    ),
    *("Émile", "Fatou", "François", "Gaëlle", "Inès", "Jean-Pierre", "Jean-Luc", "Julien", "Karim", "Laure", "Léa", "Loïc"),
    *("Maël", "Marie-Claude", "Maud", "Mickaël", "Noémie", "Pascal", "Raphaël", "Solène", "Thomas", "Zoé"),
)
_FEMININE = frozenset(
    "Agnès Anne-Laure Aurélie Béatrice Céline Chloé Claire Élodie Fatou"
    " Gaëlle Inès Laure Léa Marie-Claude Maud Noémie Solène Zoé".split()
)
_MAILIZ = {
    "10": "medecin",
    "21": "pharmacien",
    "40": "chirurgien-dentiste",
    "50": "sage-femme",
    "60": "infirmier",
    "70": "masseur-kinesitherapeute",
    "80": "pedicure-podologue",
    "91": "orthophoniste",
}
_TRAININGS = (
    *(Training("10", "Médecin", "SM54", "Médecine générale"),) * 6,
    Training("10", "Médecin", "SM04", "Cardiologie"),
    Training("10", "Médecin", "SM02", "Anesthésie-réanimation"),
    Training("10", "Médecin", "SM20", "Gynécologie-obstétrique"),
    Training("10", "Médecin", "SM38", "Ophtalmologie"),
    Training("10", "Médecin", "SM42", "Psychiatrie"),
    Training("10", "Médecin", "SM48", "Rhumatologie"),
    *(Training("60", "Infirmier"),) * 4,
    *(Training("70", "Masseur-Kinésithérapeute"),) * 3,
    *(Training("21", "Pharmacien"),) * 2,
    Training("40", "Chirurgien-Dentiste"),
    Training("50", "Sage-Femme"),
    Training("80", "Pédicure-Podologue"),
    Training("91", "Orthophoniste"),
)
_TOWNS = (
    *(
        ("LYON", "69006", "aura"),
        ("GRENOBLE", "38000", "aura"),
        ("SAINT-ÉTIENNE", "42000", "aura"),
        ("MARSEILLE", "13005", "paca"),
    ),
    *(("NICE", "06000", "paca"), ("TOULOUSE", "31000", "mp"), ("MONTPELLIER", "34000", "mp"), ("RENNES", "35000", "bretagne")),
    *(
        ("QUIMPER", "29000", "bretagne"),
        ("NANTES", "44000", "esantepdl"),
        ("LE MANS", "72000", "esantepdl"),
        ("BORDEAUX", "33000", "na"),
    ),
    *(
        ("POITIERS", "86000", "na"),
        ("PARIS", "75011", "iledefrance"),
        ("VERSAILLES", "78000", "iledefrance"),
        ("ROUEN", "76000", "normandie"),
    ),
    *(("L'HAŸ-LES-ROSES", "94240", "iledefrance"), ("SAINT-DENIS", "97400", "oi")),
)
_PLACES = ("CABINET MÉDICAL", "MAISON DE SANTÉ", "CLINIQUE", "CENTRE HOSPITALIER", "EHPAD", "PHARMACIE", "CENTRE DE SANTÉ")
_NAMES = (
    "DU PARC",
    "DES TILLEULS",
    "SAINT-LUC",
    "DE L'AVENIR",
    "DU CANAL",
    "LES MIMOSAS",
    "DE LA GARE",
    "BEAU SOLEIL",
    "DES REMPARTS",
    "DU LAC",
)
_STREETS = ("DE LA PAIX", "DES ÉCOLES", "VICTOR HUGO", "DU GÉNÉRAL LECLERC", "DE L'ÉGLISE", "JEAN JAURÈS")
_SERVICES = ("Secrétariat", "Cardiologie", "Urgences", "Pharmacie", "Imagerie", "Admissions")
_EVERYWHERE = ("lifen.mssante.fr", "cgm.mssante.fr", "interop-mssante.apicrypt.org", "medistory.mssante.fr", "pro.mssante.fr")


def populate(seed: int, people: int, structures: int) -> tuple[list[FictionalPerson], list[FictionalBox]]:
    """Return people with their boxes, then organisational boxes; the same for the same arguments."""
    chance = random.Random(seed)  # noqa: S311 a reproducible crowd is wanted, not a secret
    places = [_structure(chance, number) for number in range(structures)]
    free = _Addresses()
    names = _names(chance, people)
    crowd = [_person(chance, number, name, places, free) for number, name in enumerate(names)]
    services = [box for place in places for box in _services(chance, place, free)]
    return crowd, services


class _Addresses:
    """Gives each address once: a second homonym at the same operator gets a number, as operators do."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def take(self, local: str, domain: str) -> str:
        candidates: Iterator[str] = (f"{local}{number if number > 1 else ''}.fictif@{domain}" for number in count(1))
        address = next(candidate for candidate in candidates if candidate not in self._given)
        self._given.add(address)
        return address


def _structure(chance: random.Random, number: int) -> FictionalStructure:
    city, postcode, _ = chance.choice(_TOWNS)
    name = f"{chance.choice(_PLACES)} {chance.choice(_NAMES)} (fictif)"
    street = (str(chance.randint(1, 120)), chance.choice(("R", "AV", "BD")), chance.choice(_STREETS))
    return FictionalStructure(name, city, postcode, f"9990001{number:02d}", street)


def _names(chance: random.Random, size: int) -> list[tuple[str, str]]:
    """Return given and family names; every tenth person is a homonym of the one before."""
    names = [(chance.choice(_GIVEN), chance.choice(_FAMILIES)) for _ in range(size)]
    return [names[number - 1] if number % 10 == 9 else name for number, name in enumerate(names)]


def _person(
    chance: random.Random, number: int, name: tuple[str, str], places: list[FictionalStructure], free: _Addresses
) -> FictionalPerson:
    given, family = name
    training = chance.choice(_TRAININGS)
    local = f"{_local(given)}.{_local(family).replace('-', '')}"
    civility = "DR" if training.code in ("10", "40") else "MME" if given in _FEMININE else "M"
    boxes = tuple(_boxes(chance, training, local, places, free))
    return FictionalPerson(f"99900{10_000 + number:06d}", civility, given, f"{family} (fictif)", training, boxes)


def _boxes(
    chance: random.Random, training: Training, local: str, places: list[FictionalStructure], free: _Addresses
) -> Iterator[FictionalBox]:
    """Yield one to four boxes: the Ordre's, then one for each place of practice, then one of a software editor."""
    sites = chance.sample(places, chance.choice((0, 0, 1, 1, 1, 2)))
    if not sites or chance.random() < 0.7:
        yield FictionalBox(free.take(local, f"{_MAILIZ[training.code]}.mssante.fr"))
    for site in sites:
        address = free.take(local, _domain(site))
        yield FictionalBox(address, site)
        if chance.random() < 0.03:  # In the real file too, some addresses stand on several lines.
            yield FictionalBox(address, chance.choice(places))
    if chance.random() < 0.3:
        elsewhere = (*_EVERYWHERE, "medecin.oc.mssante.fr") if training.profession == "Médecin" else _EVERYWHERE
        yield FictionalBox(free.take(local, chance.choice(elsewhere)))


def _services(chance: random.Random, place: FictionalStructure, free: _Addresses) -> Iterator[FictionalBox]:
    for service in chance.sample(_SERVICES, chance.choice((0, 1, 1, 2))):
        yield FictionalBox(free.take(f"{_local(service)}.{_own_name(place)}", _domain(place)), place, service)


def _own_name(place: FictionalStructure) -> str:
    """Return what tells a structure from its likes: « saint-luc » for « EHPAD SAINT-LUC (fictif) »."""
    kind = next(kind for kind in _PLACES if place.name.startswith(kind))
    return _local(place.name.removeprefix(kind).removesuffix("(fictif)"))


def _domain(place: FictionalStructure) -> str:
    """Return where a structure's boxes live: hospitals have a domain of their own, the others their region's."""
    if "HOSPITALIER" in place.name:
        return f"ch-{_own_name(place)}-fictif.mssante.fr"
    region = next(domain for city, _, domain in _TOWNS if city == place.city)
    return f"{region}.mssante.fr"


def _local(name: str) -> str:
    return fold(name).replace(" ", "-")
