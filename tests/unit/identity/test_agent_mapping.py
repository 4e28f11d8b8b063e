"""What the claims of the agents' provider say of an agent."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balise.adapters.identity.oidc.mapping import to_agent
from balise.errors import Refused
from balise.model.agent import Agent, Role

ROLES = {"desk": Role.AGENT, "desk-admins": Role.ADMIN}


def agent(**claims: Any) -> Agent:
    """Return who these claims are about."""
    return to_agent({"sub": "42", "name": "Noor Haddad", "groups": ["desk"]} | claims, "groups", ROLES)


@pytest.mark.parametrize(
    ("groups", "roles"),
    [
        (["desk"], {Role.AGENT}),
        (["desk-admins", "others"], {Role.ADMIN}),
        (["desk", "desk-admins"], {Role.AGENT, Role.ADMIN}),
        ("desk", {Role.AGENT}),
    ],
)
def test_groups_give_roles(groups: object, roles: set[Role]) -> None:
    """One group may be told alone; those of others mean nothing."""
    assert Agent("oidc:42", "Noor Haddad", frozenset(roles)) == agent(groups=groups)


@pytest.mark.parametrize("groups", [[], ["Desk"], ["desk-adm"], None, {"desk": True}, 7, [7, None, ["desk"]], "desk desk-admins"])
def test_whoever_is_in_no_group_of_ours_is_nobody(groups: object) -> None:
    """However it is told; nothing is guessed."""
    with pytest.raises(Refused) as raised:
        agent(groups=groups)

    assert "role" == raised.value.reason


@pytest.mark.parametrize("sub", [None, "", 7, ["42"], " \x00"])
def test_whoever_has_no_name_of_their_own_is_nobody(sub: object) -> None:
    """`sub` tells agents apart."""
    with pytest.raises(Refused) as raised:
        agent(sub=sub)

    assert "login" == raised.value.reason


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"given_name": "Noor", "family_name": "Haddad"}, "Noor Haddad"),
        ({"preferred_username": "noor", "email": "n@x.test"}, "noor"),
        ({"email": "n@x.test"}, "n@x.test"),
        ({}, "42"),
        ({"name": "Noor\n(local:alix)\x00"}, "Noor (local:alix)"),
        ({"name": "N" * 300}, "N" * 80),
    ],
)
def test_the_name_that_people_read(claims: dict[str, object], name: str) -> None:
    """The fullest one the provider tells, on one line and not endless."""
    found = agent(**{"name": None} | claims)

    assert (name, f"{name} (oidc:42)") == (found.name, found.signature)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["desk", "\u202eadmin", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
)


@given(
    st.dictionaries(st.sampled_from(["sub", "name", "given_name", "family_name", "preferred_username", "email", "groups"]), JSON)
)
def test_whatever_the_claims_the_errors_are_ours(claims: dict[str, Any]) -> None:
    """Any JSON gives an agent with a role and a name that can be shown, or Refused."""
    try:
        found = to_agent(claims, "groups", ROLES)
    except Refused:
        return
    assert frozenset({Role.AGENT}) == found.roles
    assert found.name
    assert found.signature.isprintable()
