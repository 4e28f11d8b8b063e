"""The demo's identity provider keeps the rules of OpenID Connect, and says what it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from balise.adapters.identity.oidc.mapping import to_person
from balise.errors import Refused
from channels.web.demo_provider import demo_provider, require_demo
from tests.unit.identity.demo_browser import BASE, PEOPLE, QUERY, REDIRECT_URI, TEXTS, VERIFIER, Demo, Tags, proof_in


@pytest.fixture
async def demo() -> AsyncIterator[Demo]:
    """Lend a demo provider."""
    built = Demo()
    async with built.http:
        yield built


def test_it_is_never_built_for_real() -> None:
    """
    Outside demo mode, building it is an error that says what to set.
    """
    with pytest.raises(Refused, match=r"demo_only.*BALISE_OIDC_DISCOVERY"):
        demo_provider(PEOPLE, f"{BASE}/demo-psc", ("balise", "secret"), TEXTS, demo=False)
    with pytest.raises(Refused, match="demo_only"):
        require_demo(False)
    require_demo(True)


async def test_the_page_says_that_all_is_fictional(demo: Demo) -> None:
    """
    The banner, and every name, say that nobody here is real.
    """
    page = (await demo.http.get("/authorize", params=QUERY)).text

    assert "Fournisseur de démonstration : aucune identité réelle" in page
    assert ["(personnage fictif)"] * len(PEOPLE) == [text[text.index("(") :].split(",")[0] for text in Tags(page).options]


async def test_the_page_is_accessible_and_inert(demo: Demo) -> None:
    """
    French, one h1, a label for each field, no script, and names from outside are escaped.
    """
    response = await demo.http.get("/authorize", params=QUERY)
    tags = Tags(response.text).tags
    fields = {attributes["id"] for tag, attributes in tags if tag in {"input", "select"} and attributes.get("type") != "hidden"}

    assert ("html", {"lang": "fr"}) == tags[0]
    assert fields == {attributes["for"] for tag, attributes in tags if tag == "label"}
    assert 1 == [tag for tag, _ in tags].count("h1")
    assert not {"script", "b"} & {tag for tag, _ in tags}
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("typed", ["", "123", "abc", '"><b>x</b>', "8109999999910"])
async def test_a_wrong_number_is_asked_again(demo: Demo, typed: str) -> None:
    """
    What is no RPPS gives the page again, with the error tied to the field and the text escaped.
    """
    response = await demo.sends(rpps=typed)
    field = next(attributes for tag, attributes in Tags(response.text).tags if attributes.get("id") == "rpps")

    assert 422 == response.status_code
    assert (typed, "true", "rpps-error rpps-hint") == (field["value"], field["aria-invalid"], field["aria-describedby"])


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "https://elsewhere.test/login/callback",
        f"{BASE}.elsewhere.test/callback",
        f"{BASE}@elsewhere.test/callback",
        f"{BASE}:81/callback",
        "https://balise.test/login/callback",
        "javascript:alert(1)",
        f"{REDIRECT_URI}#fragment",
    ],
)
async def test_a_strangers_redirect_uri_is_refused_on_the_spot(demo: Demo, uri: str) -> None:
    """
    An address outside the gateway's own is never redirected to, by GET or by POST.
    """
    params = QUERY | {"redirect_uri": uri}
    asked = await demo.http.get("/authorize", params=params)
    posted = await demo.http.post("/authorize", params=params, data={"rpps": "10999999991"})

    assert (400, 400) == (asked.status_code, posted.status_code)
    assert {"location"}.isdisjoint({*asked.headers, *posted.headers})


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "scope_all"}, "invalid_scope"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
    ],
)
async def test_a_request_against_the_rules_goes_back(demo: Demo, change: dict[str, str], error: str) -> None:
    """
    A known client learns its mistake by the redirection, with its state.
    """
    location = httpx.URL((await demo.http.get("/authorize", params=QUERY | change)).headers["Location"])

    assert (error, "the state") == (location.params["error"], location.params["state"])


async def test_a_form_that_was_not_shown_does_nothing(demo: Demo) -> None:
    """Without the page's proof, or with that of another login or another browser, nobody is logged in nor sent away."""
    other = Demo()
    async with other.http:
        proofs = ["", "0" * 64, proof_in(await other.http.get("/authorize", params=QUERY))]
    proofs.append(proof_in(await demo.http.get("/authorize", params=QUERY | {"state": "another"})))
    forms = [form | {"proof": proof} for proof in proofs for form in ({"rpps": "10999999991"}, {"decline": "1"})]
    answers = [await demo.http.post("/authorize", params=QUERY, data=form) for form in forms]

    assert [(403, None)] * 8 == [(answer.status_code, answer.headers.get("location")) for answer in answers]
    assert 303 == (await demo.sends(decline="1")).status_code


async def test_an_unknown_client_is_refused(demo: Demo) -> None:
    """
    Another client_id gets a page, no redirection.
    """
    assert 400 == (await demo.http.get("/authorize", params=QUERY | {"client_id": "other"})).status_code


@pytest.mark.parametrize(
    ("rpps", "number", "family"),
    [
        ("10999999991", "810999999991", "Essai"),
        ("8 10 99999999 1", "810999999991", "Essai"),
        ("10 000 000 001", "810000000001", "Inconnu (fictif)"),
    ],
)
async def test_anybody_may_log_in_as_anybody(demo: Demo, rpps: str, number: str, family: str) -> None:
    """
    A listed person has their names; any other RPPS is accepted, and named as unknown and fictional.
    """
    claims = await demo.userinfo(rpps)

    assert (number, family) == (claims["SubjectNameID"], claims["family_name"])


async def test_a_code_lives_a_minute(demo: Demo) -> None:
    """
    A code is good for less than 60 seconds.
    """
    first, second = await demo.code(), await demo.code()
    demo.now += timedelta(seconds=59)
    in_time = await demo.token(first)
    demo.now += timedelta(seconds=1)
    late = await demo.token(second)

    assert (200, 400) == (in_time.status_code, late.status_code)
    assert {"error": "invalid_grant"} == late.json()


@pytest.mark.parametrize("change", [{"code_verifier": "w" * 43}, {"code_verifier": ""}, {"redirect_uri": f"{BASE}/other"}])
async def test_a_code_is_burnt_by_a_wrong_try(demo: Demo, change: dict[str, str]) -> None:
    """
    Another verifier or redirect URI gives nothing, and the code cannot be tried again.
    """
    code = await demo.code()
    wrong, again = await demo.token(code, **change), await demo.token(code)

    assert ["invalid_grant", "invalid_grant"] == [wrong.json()["error"], again.json()["error"]]


async def test_the_client_must_prove_itself(demo: Demo) -> None:
    """
    A wrong secret is a 401 and does not burn the code; the secret may also come in the body.
    """
    code = await demo.code()
    wrong = await demo.token(code, secret="guess")
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT_URI, "code_verifier": VERIFIER}
    nobody = await demo.http.post("/token", data=form)
    right = await demo.http.post("/token", data=form | {"client_id": "balise", "client_secret": "secret"})

    assert (401, 401, 200) == (wrong.status_code, nobody.status_code, right.status_code)


async def test_userinfo_wants_a_live_token(demo: Demo) -> None:
    """
    No token, a wrong one or an old one gets a 401.
    """
    token = (await demo.token(await demo.code())).json()["access_token"]
    demo.now += timedelta(minutes=5)
    headers = [{}, {"Authorization": "Bearer guess"}, {"Authorization": f"Bearer {token}"}, {"Authorization": f"Basic {token}"}]

    assert [401] * 4 == [(await demo.http.get("/userinfo", headers=one)).status_code for one in headers]


async def test_the_private_key_stays_inside(demo: Demo) -> None:
    """
    The published key is public, for RS256 signatures, and has a kid.
    """
    (key,) = (await demo.http.get("/jwks")).json()["keys"]

    assert {"kty", "kid", "use", "alg", "n", "e"} == set(key)


async def test_signing_out_leads_back_to_the_gateway(demo: Demo) -> None:
    """
    To an address of the gateway's own, and to no other.
    """
    ours = await demo.http.get("/logout", params={"post_logout_redirect_uri": f"{BASE}/auth/logged-out"})
    others = [
        await demo.http.get("/logout", params=params) for params in ({}, {"post_logout_redirect_uri": "https://elsewhere.test/"})
    ]

    assert (303, f"{BASE}/auth/logged-out") == (ours.status_code, ours.headers["location"])
    assert [400, 400] == [other.status_code for other in others]


async def test_where_somebody_practises_is_told(demo: Demo) -> None:
    """
    A listed person's practice situations are in SubjectRefPro; who has none has no SubjectRefPro.
    """
    practising, other = await demo.userinfo("10999999991"), await demo.userinfo("10999999992")

    assert PEOPLE[0].situations == to_person(practising).situations != ()
    assert "SubjectRefPro" not in other
