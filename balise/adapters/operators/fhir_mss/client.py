"""Asking the API FHIR MSS: the one file of this folder that speaks to the network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from urllib.parse import quote

import httpx

from balise.adapters.operators.fhir_mss import answers, mapping
from balise.adapters.operators.fhir_mss.answers import Answer
from balise.adapters.operators.fhir_mss.mapping import Parameters, Resource
from balise.adapters.operators.fhir_mss.patch import Wish, is_as_wished, operations, rewrites, to_patch
from balise.errors import NotFound, PermanentFailure, Refused, TemporaryFailure
from balise.model.box_change import BoxChange, Carrier, Progress

# The gateway gives up after 30 s itself (domain dossier §1.1), so waiting longer is useless.
_TIMEOUT = 30.0
_CAPABILITY_LASTS = 3600.0
_JSON = "application/fhir+json"
# One person, one address: what goes on for longer is not the answer to our question.
_MOST_PAGES = 5


class FhirMss:
    """
    The ports `Unpublisher`, `BoxDeleter` and `PreferredBoxSetter` over the API FHIR MSS.

    `base_url` is the API's, `key` the ESANTE-API-KEY. Nothing is tried again here: the worker does, and each try looks
    first at what is. What the API says it can do is kept `capability_lasts` seconds.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        base_url: str,
        key: str,
        timeout: float = _TIMEOUT,
        capability_lasts: float = _CAPABILITY_LASTS,
    ) -> None:
        self._http = http
        self._base = base_url.rstrip("/")
        self._headers = {"ESANTE-API-KEY": key, "Accept": _JSON}
        self._timeout = timeout
        self._lasts = capability_lasts
        self._patchable: frozenset[str] = frozenset()
        self._known_until = float("-inf")

    async def unpublish(self, address: str, carrier: Carrier, key: str) -> BoxChange:
        return await self._bring_about(Wish.UNPUBLISH, address, carrier, key)

    async def delete(self, address: str, carrier: Carrier, key: str) -> BoxChange:
        return await self._bring_about(Wish.DELETE, address, carrier, key)

    async def prefer(self, address: str, carrier: Carrier, key: str) -> BoxChange:
        return await self._bring_about(Wish.PREFER, address, carrier, key)

    async def _bring_about(self, wish: Wish, address: str, carrier: Carrier, key: str) -> BoxChange:
        """Change the box on every resource of the carrier that shows it, one after the other."""
        wanted = mapping.parse_address(address)
        await self._learn_what_is_offered()
        kind, query = mapping.carrier_query(carrier)
        carriers = mapping.known_as(carrier, await self._search(kind, query))
        if not carriers:
            raise NotFound("no such carrier in the directory")
        shown = await self._showing(wanted, mapping.own_types(carrier))
        mine = mapping.belonging_to(carrier, carriers, shown)
        if mine:
            return mapping.merged([await self._change(wish, resource, wanted, key) for resource in mine])
        if wish is Wish.PREFER or not mapping.are_others(shown):
            raise NotFound("the carrier has no such box")
        if await self._showing(wanted, mapping.other_types(carrier)):
            raise NotFound("the box hangs on another kind of carrier")
        return mapping.when_not_shown(carriers)

    async def _change(self, wish: Wish, resource: Resource, address: str, key: str) -> BoxChange:
        """Make one resource as wished, unless it is; what it then shows says whether it is done or only taken."""
        todo, version = operations(wish, resource, address), mapping.version_of(resource)
        if not todo:
            return BoxChange(Progress.DONE, (mapping.name(resource, version),), changed=False)
        if resource["resourceType"] not in self._patchable:
            raise Refused("not_offered", f"API FHIR MSS does not change a {resource['resourceType']} today")
        if rewrites(todo) and not version:
            raise PermanentFailure("API FHIR MSS: a box without a version cannot be rewritten safely")
        answer = await self._patch(resource, version, todo, key)
        after = answers.read_patched(answer)
        is_done = after is not None and mapping.is_same(resource, after) and is_as_wished(wish, after, address)
        now = answer.tag or mapping.version_of(after or {})
        return BoxChange(Progress.DONE if is_done else Progress.ACCEPTED, (mapping.name(resource, now),))

    async def _learn_what_is_offered(self) -> None:
        if monotonic() < self._known_until:
            return
        statement = answers.read_statement(await self._send("GET", "metadata", {}))
        self._patchable = mapping.patchable(statement)
        self._known_until = monotonic() + self._lasts

    async def _showing(self, address: str, kinds: tuple[str, ...]) -> list[Resource]:
        """Return the resources of some kinds that show a box, whosever they are."""
        found = [resource for kind in kinds for resource in await self._search(kind, mapping.box_query(kind, address))]
        return [resource for resource in found if mapping.boxes_at(resource, address)]

    async def _search(self, kind: str, query: Parameters) -> list[Resource]:
        """Return every resource of a search. FHIR lets one ask that an unknown parameter be refused (search.html#errors)."""
        found: list[Resource] = []
        page: Parameters = []
        for _ in range(_MOST_PAGES):
            path = f"{kind}?{httpx.QueryParams([*query, *page])}"
            bundle = answers.read_bundle(await self._send("GET", path, {"Prefer": "handling=strict"}))
            found += mapping.resources_of(bundle, kind)
            token = mapping.next_page(bundle)
            if token is None:
                return found
            page = [("_page_token", token)]
        raise PermanentFailure("API FHIR MSS: a search without end")

    async def _patch(self, resource: Resource, version: str, todo: list[Resource], key: str) -> Answer:
        """Send a PATCH that holds only for the version read (FHIR R4, http.html#concurrency)."""
        path = mapping.name(resource, "")
        headers = {
            "Content-Type": _JSON,
            "Prefer": "return=representation",
            # The API has no key of idempotency; this is how FHIR names a request (http.html, custom headers).
            "X-Request-Id": quote(f"{key}:{path}", safe=":/"),
        }
        if version:
            headers["If-Match"] = f'W/"{version}"'
        return await self._send("PATCH", path, headers, json.dumps(to_patch(todo)).encode())

    async def _send(self, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> Answer:
        with _translated_errors():
            response = await self._http.request(
                method,
                f"{self._base}/{path}",
                headers=self._headers | headers,
                content=body,
                timeout=self._timeout,
                follow_redirects=False,  # our key goes nowhere else
            )
        return Answer(response.status_code, response.headers, response.content)


@contextmanager
def _translated_errors() -> Iterator[None]:
    try:
        yield
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeEncodeError) as error:
        raise Refused("not_offered", "the address or the key of the API FHIR MSS cannot be used") from error
    except httpx.RequestError as error:  # the message is left out: it holds the address asked
        raise TemporaryFailure(f"API FHIR MSS unreachable: {type(error).__name__}") from error
