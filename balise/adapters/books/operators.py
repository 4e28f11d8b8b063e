"""The operators and the domains they provide (`data/operators.yml`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from balise.adapters.books.reading import Node, read
from balise.errors import Invalid
from balise.model.operator import Ability, Contact, Evidence, Operator
from balise.model.wording import fold


class Medium(StrEnum):
    """How a contact is used."""

    EMAIL = "email"
    PHONE = "phone"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Domain:
    """
    Who may provide the boxes of a suffix, likeliest first; `source` and `date` (ISO) say where it was read.

    `contacts`, when the source names some for this suffix, are the only ones of its operators that serve it.
    """

    operators: tuple[str, ...]
    source: str
    date: str
    professional: bool = True
    contacts: tuple[str, ...] = ()


class YamlOperators:
    """An `OperatorBook` in memory."""

    def __init__(self, operators: Iterable[Operator], domains: Mapping[str, Domain]) -> None:
        self._operators = {operator.id: operator for operator in operators}
        self._domains = domains

    def of(self, address: str) -> tuple[Operator, ...]:
        """Return the operators of an address by longest domain suffix, likeliest first; empty when unknown."""
        domain = self.domain(address)
        return tuple(_serving(domain, self._operators[name]) for name in domain.operators) if domain else ()

    def suffix(self, address: str) -> str:
        """Return the longest known suffix of an address; its whole domain when none is known."""
        suffixes = list(_suffixes(address))
        return next((suffix for suffix in suffixes if suffix in self._domains), suffixes[0])

    def get(self, operator_id: str) -> Operator | None:
        """Return an operator by its id, or None."""
        return self._operators.get(operator_id)

    def named(self, text: str) -> tuple[Operator, ...]:
        """Return the operators that a sentence names, by their product or their id; empty when it names none."""
        said = f" {fold(text)} "
        return tuple(o for o in self._operators.values() if any(f" {fold(name)} " in said for name in (o.product, o.id) if name))

    def domain(self, address: str) -> Domain | None:
        """Return what is known of the domain of an address (or of a bare domain), or None."""
        return self._domains.get(self.suffix(address))


def load_operators(path: Path) -> YamlOperators:
    """
    Return the operators of a file.

    Raises:
        Invalid: with the offending key, when the file does not hold together (README.md lists the reasons).

    """
    book = read(path).fields(("operators", "domains"))
    operators: dict[str, Operator] = {}
    for node in book.get("operators").each():
        operator = _operator(node)
        if operator.id in operators:
            raise Invalid("duplicate_operator", operator.id)
        operators[operator.id] = operator
    return YamlOperators(operators.values(), _domains(book.get("domains"), operators))


def _serving(domain: Domain, operator: Operator) -> Operator:
    contacts = tuple(c for c in operator.contacts if not domain.contacts or c.value in domain.contacts)
    return replace(operator, contacts=contacts, professional=domain.professional)


def _suffixes(address: str) -> Iterator[str]:
    """Yield the domain of an address, then its parents, label by label."""
    labels = address.strip().lower().rpartition("@")[2].split(".")
    return (".".join(labels[start:]) for start in range(len(labels)))


def _operator(node: Node) -> Operator:
    node.fields(("id", "name"), ("product", "contacts", "abilities"))
    evidence = tuple(_evidence(ability) for ability in node.get("abilities").each())
    operator = Operator(
        id=node.get("id").text(),
        name=node.get("name").text(),
        product=node.get("product").text(),
        contacts=tuple(_contact(contact) for contact in node.get("contacts").each()),
        abilities=frozenset(known.ability for known in evidence),
        evidence=evidence,
    )
    if Ability.REQUEST_BY_EMAIL in operator.abilities and operator.email is None:
        raise Invalid("no_email", operator.id)
    return operator


def _contact(node: Node) -> Contact:
    node.fields(("medium", "value", "source", "date"))
    medium = node.get("medium").text()
    if medium not in set(Medium):
        raise Invalid("unknown_medium", node.get("medium").at)
    return Contact(node.get("value").text(), medium, node.get("source").text(), node.get("date").date())


def _evidence(node: Node) -> Evidence:
    node.fields(("name", "source", "date"))
    return Evidence(_ability(node.get("name")), node.get("source").text(), node.get("date").date())


def _ability(node: Node) -> Ability:
    try:
        return Ability(node.text())
    except ValueError:
        raise Invalid("unknown_ability", f"{node.at}: {node.text()}") from None


def _domains(groups: Node, operators: Mapping[str, Operator]) -> dict[str, Domain]:
    domains: dict[str, Domain] = {}
    for group in groups.each():
        domain = _domain(group, operators)
        for node in group.get("suffixes").each():
            suffix = node.text()
            if suffix in domains:
                raise Invalid("duplicate_domain", f"{node.at}: {suffix}")
            if suffix != suffix.strip().lower() or "." not in suffix or "@" in suffix:
                raise Invalid("domain", f"{node.at}: {suffix}")
            domains[suffix] = domain
    return domains


def _domain(node: Node, operators: Mapping[str, Operator]) -> Domain:
    node.fields(("suffixes", "operators", "source", "date"), ("not_professional", "contacts"))
    for reference in node.get("operators").each():
        if reference.text() not in operators:
            raise Invalid("unknown_operator", f"{reference.at}: {reference.text()}")
    known = {c.value for name in node.get("operators").texts() for c in operators[name].contacts}
    for contact in node.get("contacts").each():
        if contact.text() not in known:
            raise Invalid("unknown_contact", f"{contact.at}: {contact.text()}")
    return Domain(
        operators=node.get("operators").texts(),
        source=node.get("source").text(),
        date=node.get("date").date(),
        professional=not node.get("not_professional").flag(),
        contacts=node.get("contacts").texts(),
    )
