"""Books in memory, given as objects."""

from __future__ import annotations

from balise.model.operator import Operator
from balise.model.sheet import Guide


class FakeGuides:
    """A `GuideBook` of the guides it is given."""

    def __init__(self, *guides: Guide) -> None:
        self.guides = list(guides)

    def get(self, intent: str) -> Guide | None:
        """Return the guide that answers an intent, or None."""
        return next((guide for guide in self.guides if guide.intent == intent), None)


class FakeOperators:
    """An `OperatorBook`; `domains` maps a suffix to its operators, likeliest first."""

    def __init__(self, domains: dict[str, tuple[Operator, ...]]) -> None:
        self.domains = domains

    def of(self, address: str) -> tuple[Operator, ...]:
        """Return the operators of the longest suffix that ends the address."""
        return self.domains.get(self.suffix(address), ())

    def suffix(self, address: str) -> str:
        """Return the longest suffix that ends the address; its whole domain when there is none."""
        domain = address.rpartition("@")[2].lower()
        return max((suffix for suffix in self.domains if f".{domain}".endswith(f".{suffix}")), key=len, default=domain)

    def get(self, operator_id: str) -> Operator | None:
        """Return an operator by its id, or None."""
        return next((operator for operator in self._known() if operator.id == operator_id), None)

    def named(self, text: str) -> tuple[Operator, ...]:
        """Return the operators that a sentence names, by their product or their id."""
        words = set(text.lower().split())
        return tuple(operator for operator in self._known() if words & {operator.id, operator.product.lower()})

    def _known(self) -> list[Operator]:
        return list({o.id: o for operators in self.domains.values() for o in operators}.values())
