"""What is to be known of a provider: its discovery document, or the same said by settings. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import httpx

from balise.errors import PermanentFailure

_NEEDED = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the discovery document says, as far as we need it. `end_session_endpoint` is empty when there is none."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str
    end_session_endpoint: str
    algorithms: frozenset[str]
    secret_in_body: bool

    @classmethod
    def read(cls, document: Mapping[str, Any], *, https_only: bool = True) -> Self:
        """Return it from the document. Raises PermanentFailure when an endpoint is missing, or is no place for secrets."""
        missing = [name for name in ("issuer", *_NEEDED) if not isinstance(document.get(name), str)]
        if missing:
            raise PermanentFailure(f"the discovery document lacks {', '.join(missing)}")
        ends = document.get("end_session_endpoint")
        endpoints = {name: document[name] for name in _NEEDED} | {"end_session_endpoint": ends if isinstance(ends, str) else ""}
        if https_only:
            for endpoint in filter(None, endpoints.values()):
                require_https(endpoint)
        methods = document.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        algorithms = document.get("id_token_signing_alg_values_supported") or ["RS256"]
        return cls(
            issuer=document["issuer"],
            **endpoints,
            algorithms=frozenset(map(str, algorithms)),
            secret_in_body="client_secret_basic" not in methods,
        )


def require_https(address: str) -> None:
    """
    Refuse an address that would carry codes and tokens in clear over a network.

    Raises:
        PermanentFailure: neither https nor on this machine.

    """
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise PermanentFailure(f"{address}: not a usable address") from error
    if not (url.scheme == "https" and url.host) and not (url.scheme == "http" and url.host in _LOOPBACK):
        raise PermanentFailure(f"{address}: the identity provider must be reached over https")
