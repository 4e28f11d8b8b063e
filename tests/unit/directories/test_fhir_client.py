"""Asking the API politely, over a transport of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count

import httpx
import pytest

from balise.adapters.directories.fhir.client import FhirDirectory
from balise.errors import PermanentFailure, TemporaryFailure
from balise.model.mailbox import Mailbox, MailboxKind, Professional, Structure
from tests.fakes.fhir_server import BASE, KEY, FhirServer

RPPS = "99900000011"
EMPTY = {"resourceType": "Bundle"}


def directory(handler: Callable[[httpx.Request], httpx.Response], key: str = KEY) -> FhirDirectory:
    """Return the adapter over a handler; it does not wait between tries."""
    return FhirDirectory(httpx.AsyncClient(transport=httpx.MockTransport(handler)), BASE, key, pause=0)


def answering(responses: Iterable[httpx.Response]) -> tuple[Callable[[httpx.Request], httpx.Response], list[httpx.Request]]:
    """Return a handler that gives these answers in turn, then empty Bundles, and the list of what it was asked."""
    left, asked = iter(responses), list[httpx.Request]()

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return next(left, httpx.Response(200, json=EMPTY))

    return handle, asked


def page(*resources: dict[str, object], following: str = "") -> httpx.Response:
    """Return a page of a search."""
    link = [{"relation": "next", "url": following}] if following else []
    return httpx.Response(200, json=EMPTY | {"link": link, "entry": [{"resource": resource} for resource in resources]})


def busy_person(boxes: int) -> Professional:
    """Return somebody with a box in each of many structures."""
    places = [Structure(f"CABINET {n} (fictif)", f"9990002{n:02d}", city="LYON") for n in range(boxes)]
    own = (Mailbox(f"camille{n}.fictif@aura.mssante.fr", MailboxKind.PER, place) for n, place in enumerate(places))
    return Professional(RPPS, "LEMOINE (fictif)", "Camille", mailboxes=tuple(own))


async def test_every_page_is_read() -> None:
    """
    The next page is where the Bundle says.
    """
    server = FhirServer([busy_person(6)], page_size=5)
    listing = await directory(server).boxes_of(RPPS)

    assert 6 == len(listing.mailboxes)
    assert not listing.partial
    assert any("_page" in request.url.path for request in server.requests)


async def test_pages_are_bounded_and_the_listing_says_so() -> None:
    """
    A server that always has a next page does not hold us for ever.
    """
    numbers = count()

    def endless(_: httpx.Request) -> httpx.Response:
        number = next(numbers)
        return page({"resourceType": "Practitioner", "id": str(number)}, following=f"{BASE}/_page?id={number}")

    listing = await directory(endless).boxes_of(RPPS)

    assert listing.partial
    assert next(numbers) <= 10


@pytest.mark.parametrize(
    "link", ["https://elsewhere.test/fhir/v2/_page?id=1", "http://annuaire.test/fhir/v2/_page?id=1", "http://[", "/_page?id=1"]
)
async def test_the_key_is_never_sent_elsewhere(link: str) -> None:
    """
    A next page on another host, or in clear, is not followed: the key goes with every request.
    """
    handle, asked = answering([page(following=link)])
    listing = await directory(handle).boxes_of(RPPS)

    assert {"annuaire.test"} == {request.url.host for request in asked}
    assert {"https"} == {request.url.scheme for request in asked}
    assert listing.partial


async def test_requests_carry_the_key_and_the_documented_parameters() -> None:
    """
    One request finds the person, one their situations with the structures.
    """
    server = FhirServer([busy_person(1)])
    await directory(server).boxes_of(RPPS)
    first, second = server.requests

    assert {KEY} == {request.headers["ESANTE-API-KEY"] for request in server.requests}
    assert ("/fhir/v2/Practitioner", {"identifier": RPPS, "_count": "50"}) == (first.url.path, dict(first.url.params))
    assert "PractitionerRole:organization" == second.url.params["_include"]


async def test_a_refused_key_is_permanent() -> None:
    """
    The gateway answers 403 with a page of its own, and is asked once.
    """
    server = FhirServer()

    with pytest.raises(PermanentFailure, match="403"):
        await directory(server, key="wrong").boxes_of(RPPS)
    assert 1 == len(server.requests)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_failure_that_passes_is_not_seen(status: int) -> None:
    """
    Reads are harmless to repeat: two failures in a row are forgiven.
    """
    handle, asked = answering([httpx.Response(status, text="<html>Bad Gateway</html>")] * 2)

    assert () == (await directory(handle).boxes_of(RPPS)).mailboxes
    assert 3 == len(asked)


async def test_a_failure_that_lasts_is_temporary() -> None:
    """
    Three tries, no more.
    """
    handle, asked = answering([httpx.Response(502, text="<html>Bad Gateway</html>")] * 9)

    with pytest.raises(TemporaryFailure, match="502"):
        await directory(handle).boxes_of(RPPS)
    assert 3 == len(asked)


async def test_a_long_delay_is_the_callers_to_decide() -> None:
    """
    429 with a Retry-After of a minute is raised at once, with its delay.
    """
    handle, asked = answering([httpx.Response(429, headers={"Retry-After": "60"})] * 9)

    with pytest.raises(TemporaryFailure) as caught:
        await directory(handle).boxes_of(RPPS)

    assert 60.0 == caught.value.retry_after
    assert 1 == len(asked)


async def test_a_short_delay_is_waited_for() -> None:
    """
    A Retry-After of nothing is asked again.
    """
    handle, asked = answering([httpx.Response(429, headers={"Retry-After": "0"})])

    assert () == (await directory(handle).boxes_of(RPPS)).mailboxes
    assert 2 == len(asked)


@pytest.mark.parametrize(
    "error", [httpx.ConnectTimeout, httpx.ReadTimeout, httpx.ReadError, httpx.RemoteProtocolError, httpx.PoolTimeout]
)
async def test_a_network_failure_is_temporary_and_tells_nothing_personal(error: type[httpx.RequestError]) -> None:
    """
    The message may be logged: it names neither the person nor the key.
    """

    def fail(request: httpx.Request) -> httpx.Response:
        raise error(f"failed: {request.url}", request=request)

    with pytest.raises(TemporaryFailure) as caught:
        await directory(fail).search("lemoine")

    assert "lemoine" not in str(caught.value)
    assert KEY not in str(caught.value)


async def test_an_unknown_parameter_is_reported_with_its_diagnostics() -> None:
    """
    What the API says about a wrong request reaches whoever maintains this.
    """
    server = FhirServer()
    response = server(httpx.Request("GET", f"{BASE}/Practitioner?mailbox-mss-type=PER", headers={"ESANTE-API-KEY": KEY}))

    with pytest.raises(PermanentFailure, match="Parameter mailbox-mss-type not found"):
        await directory(lambda _: response).boxes_of(RPPS)


async def test_the_longest_question_costs_a_bounded_number_of_requests() -> None:
    """
    The gateway counts every call of the whole application.
    """
    server = FhirServer()
    await directory(server).search("un deux trois quatre cinq six sept huit neuf dix")

    assert len(server.requests) <= 18


async def test_many_people_are_asked_about_by_parts() -> None:
    """
    Some fifty technical ids in one request make it fail (issue #372).
    """
    crowd = [
        Professional(
            f"9990000{n:04d}", "ALLARD (fictif)", "Agnès", mailboxes=(Mailbox(f"a{n}.fictif@aura.mssante.fr", MailboxKind.PER),)
        )
        for n in range(50)
    ]
    server = FhirServer(crowd)
    findings = await directory(server).search("allard", limit=100)
    asked = [request.url.params["practitioner"].split(",") for request in server.requests if "practitioner" in request.url.params]

    assert [20, 20] == [len(ids) for ids in asked]
    assert 40 <= len(findings.professionals)


async def test_an_address_is_found_whatever_its_case_there() -> None:
    """
    The search on the start of an address is completed by a comparison: a longer address is another box.
    """
    own = Mailbox("camille.fictif@aura.mssante.fr", MailboxKind.PER)
    longer = Mailbox("camille.fictif@aura.mssante.france.mssante.fr", MailboxKind.PER)
    people = [
        Professional(RPPS, "A (fictif)", "C", mailboxes=(own,)),
        Professional("99900000029", "B (fictif)", "C", mailboxes=(longer,)),
    ]
    findings = await directory(FhirServer(people)).search("CAMILLE.fictif@aura.mssante.fr")

    assert [RPPS] == [person.rpps for person in findings.professionals]
