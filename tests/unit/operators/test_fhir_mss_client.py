"""The adapter of the API FHIR MSS, in front of a server that may fail in every way."""

from __future__ import annotations

import logging

import httpx
import pytest

from balise.adapters.operators.fhir_mss import FhirMss
from balise.errors import BaliseError, Conflict, NotFound, PermanentFailure, Refused, TemporaryFailure
from balise.model.box_change import BoxChange, Carrier, Progress
from tests.fakes.fhir_mss_server import FhirMssServer
from tests.fakes.fhir_mss_wire import KEY, Reply, outcome, telecom

RPPS = "99900000011"
ANNE, CLINIC = Carrier(rpps=RPPS), Carrier(structure="990000001")
BOX, OTHER = "anne.fictive@medecin.mssante.fr", "a.fictive@cabinet-fictif.mssante.fr"
REQUEST = "7KQ4-9MXB/1"
HTML = b"<html><body>Bad gateway</body></html>"


def red(server: FhirMssServer, name: str, address: str = BOX) -> bool:
    """Say whether a resource shows a box as on the liste rouge."""
    attributes = server.boxes(name)[address]["extension"][0]["extension"]
    return {"url": "listeRouge", "valueBoolean": True} in attributes


async def test_what_the_api_can_do_is_read_first_and_kept(server: FhirMssServer, office: FhirMss) -> None:
    """The CapabilityStatement comes before anything else, once for many changes."""
    server.practitioner(RPPS, telecom(BOX), telecom(OTHER))
    await office.unpublish(BOX, ANNE, REQUEST)
    await office.unpublish(OTHER, ANNE, REQUEST)
    paths = [exchange.path for exchange in server.exchanges]

    assert ("/metadata", 1) == (paths[0], paths.count("/metadata"))


async def test_what_the_api_can_do_is_read_again_when_it_is_old(server: FhirMssServer, http: httpx.AsyncClient) -> None:
    """What was closed yesterday may be open today."""
    server.practitioner(RPPS, telecom(BOX))
    server.offered = ()
    office = FhirMss(http, server.url, KEY, capability_lasts=0)
    with pytest.raises(Refused):
        await office.unpublish(BOX, ANNE, REQUEST)
    server.offered = ("Practitioner",)

    assert (await office.unpublish(BOX, ANNE, REQUEST)).changed


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (Reply(503), TemporaryFailure),
        (Reply(200, HTML), TemporaryFailure),
        (Reply(404, HTML), Refused),
        (Reply(200, {"resourceType": "Bundle"}), PermanentFailure),
    ],
)
async def test_nothing_is_asked_of_a_server_that_does_not_say_what_it_can_do(
    server: FhirMssServer, office: FhirMss, statement: Reply, expected: type[BaliseError]
) -> None:
    """Neither is the failure kept: the next change asks again."""
    server.practitioner(RPPS, telecom(BOX))
    server.statement = statement
    with pytest.raises(expected):
        await office.unpublish(BOX, ANNE, REQUEST)
    server.statement = None

    assert ["/metadata"] == [exchange.path for exchange in server.exchanges]
    assert (await office.unpublish(BOX, ANNE, REQUEST)).changed


async def test_a_kind_of_resource_that_is_not_offered_is_not_patched(server: FhirMssServer, office: FhirMss) -> None:
    """An ability that is not open is refused without a try."""
    server.offered = ("Practitioner", "PractitionerRole")
    server.organization(CLINIC.structure, telecom(BOX, "ORG"))
    with pytest.raises(Refused, match="not_offered"):
        await office.delete(BOX, CLINIC, REQUEST)

    assert [] == server.sent("PATCH")


async def test_every_request_carries_the_key_and_no_other_secret(server: FhirMssServer, office: FhirMss) -> None:
    """The draft's security scheme, on every path."""
    server.practitioner(RPPS, telecom(BOX))
    await office.unpublish(BOX, ANNE, REQUEST)

    assert {KEY} == {exchange.headers["esante-api-key"] for exchange in server.exchanges}
    assert not any("authorization" in exchange.headers for exchange in server.exchanges)


async def test_a_wrong_key_is_told_as_such(server: FhirMssServer, http: httpx.AsyncClient) -> None:
    """401: no request of anybody will pass before the key is put right."""
    with pytest.raises(Refused, match="credentials"):
        await FhirMss(http, server.url, "another").unpublish(BOX, ANNE, REQUEST)


async def test_a_patch_holds_for_the_version_read(server: FhirMssServer, office: FhirMss) -> None:
    """The PATCH says which version it changes, and names the request the same way at every try."""
    name = server.practitioner(RPPS, telecom(BOX))
    server.touch_all()
    server.fail("PATCH", Reply(503))
    with pytest.raises(TemporaryFailure):
        await office.unpublish(BOX, ANNE, REQUEST)
    change = await office.unpublish(BOX, ANNE, REQUEST)
    first, second = server.sent("PATCH")

    assert 'W/"2"' == first.headers["if-match"]
    assert f"{REQUEST}:{name}" == first.headers["x-request-id"] == second.headers["x-request-id"]
    assert BoxChange(Progress.DONE, (f"{name}/_history/3",)) == change


async def test_without_versions_the_one_attribute_is_still_changed(server: FhirMssServer, office: FhirMss) -> None:
    """A PATCH that names nothing but the attribute cannot undo what somebody else does."""
    server.versions = False
    name = server.practitioner(RPPS, telecom(BOX))
    change = await office.unpublish(BOX, ANNE, REQUEST)

    assert (BoxChange(Progress.DONE, (name,)), True) == (change, red(server, name))
    assert "if-match" not in server.sent("PATCH")[0].headers


async def test_without_versions_a_box_is_not_rewritten(server: FhirMssServer, office: FhirMss) -> None:
    """A whole box written over somebody else's change would lose it."""
    server.versions = False
    server.practitioner(RPPS, telecom(BOX, red=None))
    with pytest.raises(PermanentFailure):
        await office.unpublish(BOX, ANNE, REQUEST)

    assert [] == server.sent("PATCH")


async def test_a_box_without_the_attribute_is_rewritten_whole(server: FhirMssServer, office: FhirMss) -> None:
    """The draft has no operation that adds an attribute."""
    name = server.practitioner(RPPS, telecom(BOX, red=None, rank=3))
    await office.unpublish(BOX, ANNE, REQUEST)

    assert (True, 3) == (red(server, name), server.boxes(name)[BOX]["rank"])


async def test_every_place_where_a_person_shows_a_box_is_changed(server: FhirMssServer, office: FhirMss) -> None:
    """A box may hang on the person and on several situations d'exercice; it would still be published by the others."""
    person = server.practitioner(RPPS, telecom(BOX))
    twin = server.practitioner(RPPS)
    names = [person, server.role(person, telecom(BOX), telecom(OTHER)), server.role(twin, telecom(BOX))]
    change = await office.unpublish(BOX, ANNE, REQUEST)

    assert [True] * 3 == [red(server, name) for name in names]
    assert [f"{name}/_history/2" for name in names] == list(change.versions)


async def test_what_was_left_half_done_is_finished(server: FhirMssServer, office: FhirMss) -> None:
    """A failure between two places leaves the second for the next try, and the first alone."""
    person = server.practitioner(RPPS, telecom(BOX))
    server.role(person, telecom(BOX))
    server.fail("PATCH", Reply(200, b"", after=True), Reply(503))
    with pytest.raises(TemporaryFailure):
        await office.delete(BOX, ANNE, REQUEST)
    change = await office.delete(BOX, ANNE, REQUEST)

    assert (Progress.DONE, 3) == (change.progress, len(server.sent("PATCH")))
    assert not any(server.boxes(name) for name in server.resources)


async def test_a_situation_that_says_no_owner_is_left_alone(server: FhirMssServer, office: FhirMss) -> None:
    """What may be the carrier's or not is neither changed nor said to be done."""
    person = server.practitioner(RPPS)
    role = server.role(person, telecom(BOX))
    del server.resources[role]["practitioner"]

    with pytest.raises(NotFound):
        await office.unpublish(BOX, ANNE, REQUEST)


async def test_a_server_that_passes_over_our_question_is_not_believed(server: FhirMssServer, office: FhirMss) -> None:
    """FHIR lets a server answer everything when it does not know a parameter: nobody else's box is changed."""
    server.practitioner("99900000029", telecom(BOX))
    stranger = server.resources["Practitioner/000-0"]
    everything = {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": stranger}]}
    server.fail("GET", Reply(200, everything))

    with pytest.raises(NotFound):
        await office.unpublish(BOX, ANNE, REQUEST)


async def test_every_page_of_a_search_is_read(server: FhirMssServer, office: FhirMss) -> None:
    """The box may be on the last."""
    server.page_size = 1
    for number in ("990000002", "990000003"):
        server.organization(number, telecom(BOX, "ORG"))
    name = server.organization(CLINIC.structure, telecom(BOX, "ORG"))
    await office.unpublish(BOX, CLINIC, REQUEST)

    assert red(server, name)


async def test_a_search_without_end_is_given_up(server: FhirMssServer, office: FhirMss) -> None:
    """What could not be read to the end is not said to hold nothing."""
    server.page_size = 1
    server.organization(CLINIC.structure)
    for number in range(6):
        server.organization(f"99000001{number}", telecom(BOX, "ORG"))

    with pytest.raises(PermanentFailure):
        await office.unpublish(BOX, CLINIC, REQUEST)


async def test_a_liste_rouge_that_is_not_shown_counts_as_done(server: FhirMssServer, office: FhirMss) -> None:
    """The public profile leaves such boxes out: asking again after a lost answer finds none."""
    server.shows_red = False
    name = server.practitioner(RPPS, telecom(BOX))
    server.fail("PATCH", Reply(after=True, drop=True))
    with pytest.raises(TemporaryFailure):
        await office.unpublish(BOX, ANNE, REQUEST)
    again = await office.unpublish(BOX, ANNE, REQUEST)

    assert (Progress.DONE, False, True) == (again.progress, again.changed, red(server, name))


@pytest.mark.parametrize("reply", [Reply(200), Reply(204), Reply(202, outcome("informational", "en file", "information"))])
async def test_a_patch_that_shows_nothing_is_accepted(server: FhirMssServer, office: FhirMss, reply: Reply) -> None:
    """Taken, but not seen done; the next look says it is."""
    server.practitioner(RPPS, telecom(BOX))
    server.fail("PATCH", Reply(reply.status, reply.body, after=True))
    first = await office.unpublish(BOX, ANNE, REQUEST)
    second = await office.unpublish(BOX, ANNE, REQUEST)

    assert [(Progress.ACCEPTED, True), (Progress.DONE, False)] == [
        (change.progress, change.changed) for change in (first, second)
    ]


@pytest.mark.parametrize("shown", ["as it was", "another"])
async def test_a_patch_that_shows_something_else_is_not_said_to_be_done(
    server: FhirMssServer, office: FhirMss, shown: str
) -> None:
    """A server may take a change now and make it later."""
    name = server.practitioner(RPPS, telecom(BOX))
    resource = server.resources[name] if shown == "as it was" else {**server.resources[name], "id": "another", "telecom": []}
    server.fail("PATCH", Reply(200, resource))

    assert Progress.ACCEPTED is (await office.unpublish(BOX, ANNE, REQUEST)).progress


FAILURES = [
    (Reply(400, outcome("invalid", "chemin inconnu")), PermanentFailure),
    (Reply(400, HTML), PermanentFailure),
    (Reply(401, outcome("login", "clé inconnue")), Refused),
    (Reply(403, outcome("forbidden", "hors de votre domaine")), Refused),
    (Reply(403, HTML), Refused),
    (Reply(404, outcome("not-found", "introuvable")), NotFound),
    (Reply(404, HTML), Refused),
    (Reply(409, outcome("conflict", "en cours")), Conflict),
    (Reply(412, outcome("conflict", "version")), Conflict),
    (Reply(412), Conflict),
    (Reply(422, outcome("business-rule", "refusé")), PermanentFailure),
    (Reply(429, b"", {"Retry-After": "7"}), TemporaryFailure),
    (Reply(302, b"", {"Location": "https://elsewhere.example/"}), Refused),
    (Reply(500, outcome("exception", "panne")), TemporaryFailure),
    (Reply(501), Refused),
    (Reply(502, HTML), TemporaryFailure),
    (Reply(504), TemporaryFailure),
    (Reply(200, HTML), TemporaryFailure),
    (Reply(200, b'{"resourceType": "Pract'), TemporaryFailure),
    (Reply(200, b"x" * 20, {"Content-Encoding": "gzip"}), TemporaryFailure),
    (Reply(200, outcome("information", "x"), cut=True), TemporaryFailure),
    (Reply(drop=True), TemporaryFailure),
    (Reply(drop=True, delay=0.7), TemporaryFailure),
]


@pytest.mark.parametrize(("reply", "expected"), FAILURES)
async def test_a_patch_that_fails_is_one_of_our_errors(
    server: FhirMssServer, office: FhirMss, reply: Reply, expected: type[BaliseError]
) -> None:
    """Whatever comes back or does not, the caller knows what to do; nothing third-party comes out."""
    server.practitioner(RPPS, telecom(BOX))
    server.fail("PATCH", reply)
    with pytest.raises(expected) as failure:
        await office.unpublish(BOX, ANNE, REQUEST)

    assert isinstance(failure.value, BaliseError)
    assert BOX not in str(failure.value)
    assert (await office.unpublish(BOX, ANNE, REQUEST)).changed


@pytest.mark.parametrize("done_before", [0, 1, 2])
@pytest.mark.parametrize(
    ("reply", "expected"),
    [(reply, PermanentFailure if error in (Conflict, NotFound) else error) for reply, error in FAILURES],
)
async def test_a_search_that_fails_changes_nothing(
    server: FhirMssServer, office: FhirMss, reply: Reply, expected: type[BaliseError], done_before: int
) -> None:
    """Nothing is changed, nor said to be done, on half of the answers."""
    server.practitioner(RPPS)
    fine = [
        Reply(200, {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": r}]}) for r in server.resources.values()
    ]
    server.fail("GET", *(fine * done_before), reply)
    with pytest.raises(expected):
        await office.delete(BOX, ANNE, REQUEST)

    assert [] == server.sent("PATCH")


async def test_nobody_at_the_address_is_temporary(http: httpx.AsyncClient) -> None:
    """An endpoint that is down is asked again later."""
    with pytest.raises(TemporaryFailure):
        await FhirMss(http, "http://127.0.0.1:9", KEY).unpublish(BOX, ANNE, REQUEST)


@pytest.mark.parametrize(
    ("url", "key"), [("api.example/mss", KEY), ("ftp://api.example", KEY), ("http://a:b", KEY), ("http://127.0.0.1:9", "clé")]
)
async def test_settings_that_no_request_can_use_are_no_refusal_of_the_box(http: httpx.AsyncClient, url: str, key: str) -> None:
    """Somebody will put the settings right: the request itself is not refused for good."""
    with pytest.raises(Refused, match="not_offered"):
        await FhirMss(http, url, key).unpublish(BOX, ANNE, REQUEST)


async def test_the_key_does_not_follow_a_redirection(server: FhirMssServer) -> None:
    """Even over a client that follows them: the key is for the API alone."""
    server.practitioner(RPPS, telecom(BOX))
    server.fail("GET", Reply(307, b"", {"Location": f"{server.url}/elsewhere"}))
    async with httpx.AsyncClient(follow_redirects=True) as http:
        with pytest.raises(Refused, match="not_offered"):
            await FhirMss(http, server.url, KEY).unpublish(BOX, ANNE, REQUEST)

    assert "/elsewhere" not in [exchange.path for exchange in server.exchanges]


async def test_a_request_may_have_any_name(server: FhirMssServer, office: FhirMss) -> None:
    """An idempotency key with an accent or a line break cannot break a header."""
    server.practitioner(RPPS, telecom(BOX))

    assert (await office.unpublish(BOX, ANNE, "démarche\r\nX-Other: 1")).changed


async def test_logs_hold_neither_the_key_nor_the_box(
    server: FhirMssServer, office: FhirMss, caplog: pytest.LogCaptureFixture
) -> None:
    """Our own logger says nothing of them; httpx's, which writes addresses, is kept above INFO by the doors."""
    server.practitioner(RPPS, telecom(BOX))
    server.fail("PATCH", Reply(500, outcome("exception", f"{BOX} introuvable")))
    with caplog.at_level(logging.DEBUG), pytest.raises(TemporaryFailure) as failure:
        await office.unpublish(BOX, ANNE, REQUEST)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("balise")]

    assert not any(KEY in text or BOX in text for text in [*ours, str(failure.value)])
