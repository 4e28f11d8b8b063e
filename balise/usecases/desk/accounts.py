"""Look after agents' local accounts. Their secrets are drawn here, so that nobody picks one they use elsewhere."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from balise.model.agent import Account, Role, account_name
from balise.model.reference import ALPHABET
from balise.ports import AccountKeys, Store


@dataclass(frozen=True, slots=True)
class Handed:
    """What an agent is given once, and nothing shows again: a password, and the address for the application of their codes."""

    name: str
    password: str = field(repr=False)
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AgentAccounts:
    """Open, renew and close accounts."""

    store: Store
    keys: AccountKeys

    async def all(self) -> list[Account]:
        """Return every account, by name."""
        async with self.store.begin() as work:
            return await work.agents.all()

    async def add(self, name: str, roles: Collection[Role]) -> Handed:
        """
        Open an account.

        Raises:
            Invalid: `name`.
            Conflict: the name is taken, be it by a closed account.

        """
        opened, handed = await self._equipped(Account(account_name(name), frozenset(roles)))
        async with self.store.begin() as work:
            await work.agents.add(opened)
        return handed

    async def reset(self, name: str, roles: Collection[Role] = ()) -> Handed:
        """
        Give an account new secrets, and other roles when some are given; one that was closed opens. Its sessions end.

        Raises:
            Invalid: `name`.
            NotFound: no such account.

        """
        renewed, handed = await self._equipped(Account(account_name(name), frozenset(roles)))
        async with self.store.begin() as work:
            former = await work.agents.get(renewed.name)
            await work.agents.save(replace(renewed, roles=renewed.roles or former.roles))
            await work.desk_sessions.end_of(former.agent.subject)
        return handed

    async def close(self, name: str) -> None:
        """
        Close an account and end its sessions; closed twice, it is closed.

        Raises:
            Invalid: `name`.
            NotFound: no such account.

        """
        async with self.store.begin() as work:
            account = await work.agents.get(account_name(name))
            await work.agents.save(Account(account.name, account.roles))
            await work.desk_sessions.end_of(account.agent.subject)

    async def _equipped(self, account: Account) -> tuple[Account, Handed]:
        password, seed = _password(), self.keys.new_seed()
        equipped = replace(account, password_hash=await self.keys.hashed(password), seed=seed)
        return equipped, Handed(account.name, password, self.keys.address(seed, account.name))


def _password() -> str:
    """Return twenty characters (99 random bits) in groups that can be copied by hand."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4))
