"""Asking the FHIR API of the Annuaire Santé: requests, pages and tries. `client.py` knows what to ask."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import httpx

from balise.adapters.directories.fhir.answers import decipher
from balise.adapters.directories.fhir.mapping import Resource, next_link, resources_of
from balise.errors import PermanentFailure, TemporaryFailure

Parameters = list[tuple[str, str]]

# The server gives up after 30 s itself (api-basics.md), so waiting longer is useless.
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
# Maintainers advise at most 200 resources a page (issue #372); 50 is the default of v2.
_PAGE_SIZE = "50"
_MOST_PAGES = 5
# The gateway allows 17 calls a second to the whole application.
_AT_ONCE = 4
# Somebody waits for the answer, and asking a slow API again does not make it faster.
_LONGEST_TRYING = 5.0


class FhirApi:
    """
    Reads searchset Bundles. Every request is a read, so it can be tried again.

    `base_url` is the API's (`…/fhir/v2`), `key` the ESANTE-API-KEY. Failures that may pass are tried `tries` times,
    `pause` seconds apart and doubling.
    """

    def __init__(self, http: httpx.AsyncClient, base_url: str, key: str, tries: int = 3, pause: float = 0.3) -> None:
        self._http = http
        self._base = base_url.rstrip("/")
        self._key = key
        self._tries = tries
        self._pause = pause
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def search(self, resource: str, parameters: Parameters, pages: int = _MOST_PAGES) -> tuple[list[Resource], bool]:
        """
        Return the resources of at most `pages` pages, and whether that was all of them.

        Raises:
            TemporaryFailure: the API is unreachable, overloaded or broken; `retry_after` when it gave a delay.
            PermanentFailure: it refuses the key or the request, or answers what cannot be read.

        """
        found: list[Resource] = []
        query = httpx.QueryParams([*parameters, ("_count", _PAGE_SIZE)])
        link = f"{self._base}/{resource}?{query}"
        for _ in range(pages):
            bundle = await self._get(link)
            found += resources_of(bundle)
            link = next_link(bundle)
            if not link:
                return found, True
            if not self._is_ours(link):
                break
        return found, False

    def _is_ours(self, link: str) -> bool:
        """Say whether a next page is on the API: the key must never be sent anywhere else."""
        try:
            target, base = httpx.URL(link), httpx.URL(self._base)
        except httpx.InvalidURL:
            return False
        return (target.scheme, target.host, target.port) == (base.scheme, base.host, base.port)

    async def _get(self, url: str) -> Resource:
        started, tries = monotonic(), 0
        while True:
            tries += 1
            try:
                return await self._try(url)
            except TemporaryFailure as failure:
                pause = self._pause * 2 ** (tries - 1) if failure.retry_after is None else failure.retry_after
                if tries >= self._tries or monotonic() + pause - started > _LONGEST_TRYING:
                    raise
                await asyncio.sleep(pause)

    async def _try(self, url: str) -> Resource:
        headers = {"ESANTE-API-KEY": self._key, "Accept": "application/fhir+json"}
        with _translated_errors():
            async with self._turns:
                response = await self._http.get(url, headers=headers, timeout=_TIMEOUT)
        return decipher(response.status_code, response.headers, response.content)


@contextmanager
def _translated_errors() -> Iterator[None]:
    try:
        yield
    except httpx.RequestError as error:  # the message is left out: it holds the address asked, hence the names searched
        raise TemporaryFailure(f"annuaire FHIR unreachable: {type(error).__name__}") from error
    except httpx.InvalidURL as error:
        raise PermanentFailure("annuaire FHIR: its address cannot be used") from error
