"""The page that works without JavaScript, as a browser that runs no script goes through it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from balise.adapters.store.store import PostgresStore
from balise.model.paper import Paper
from balise.settings import Settings
from balise.wiring import now
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import Visitor, running, settings_for
from tests.integration.gateway.reader import COOKIE, Reader, at_demo_provider, browser, conversation_of, plain

RECEIPT = Paper("recu-7kq4-9mxb.pdf", "application/pdf", b"%PDF-1.7 \x00\xff", "Reçu de démarche 7KQ4-9MXB")
RPPS = "10999999998"
CHOICES = {"text": "Laquelle ?", "buttons": [{"title": title, "payload": f"/{title}"} for title in ("un", "deux")]}


@pytest.fixture
async def reader(http: httpx.AsyncClient, rasa: RasaServer) -> AsyncIterator[Reader]:  # noqa: ARG001 - as new for each reader
    """Bring a practitioner in front of a new conversation."""
    async with browser(http) as client:
        yield await Reader.arrive(client)


@pytest.fixture
async def other(http: httpx.AsyncClient) -> AsyncIterator[Reader]:
    """Bring somebody else, in a browser of their own."""
    async with browser(http) as client:
        yield await Reader.arrive(client)


async def sign_in(reader: Reader) -> None:
    """Go through the demo's identity provider and come back to the conversation."""
    login = await reader.send("/chat/sign-in")
    form = dict(re.findall(r'name="(ticket|proof)" value="([^"]*)"', login.text))
    sent = await reader.http.post("/auth/login", data=form)
    await reader.http.get(await at_demo_provider(reader.http, sent.headers["location"], rpps=RPPS))
    await reader.go()


async def hand_over(reader: Reader, rasa: RasaServer, engine: AsyncEngine) -> str:
    """Hand a paper over in the reader's conversation, and return where it is."""
    async with PostgresStore(engine).begin() as work:
        file_id = await work.files.keep(await conversation_of(reader, rasa), RECEIPT)
    told = {"id": file_id, "name": RECEIPT.name, "title": RECEIPT.title, "media_type": RECEIPT.media_type, "size": 11}
    rasa.answers["mon reçu"] = [{"text": "Le voici."}, {"custom": {"files": [told]}}]
    await reader.say("mon reçu")
    return f"/chat/files/{file_id}"


async def test_nothing_is_kept_before_one_begins(http: httpx.AsyncClient, engine: AsyncEngine) -> None:
    """The page alone sets no cookie and opens no conversation; its button does both, and the cookie ends with the browser."""
    async with engine.connect() as db:
        before = (await db.execute(text("SELECT count(*) FROM conversations"))).scalar_one()
        async with browser(http) as client:
            page = await client.get("/")
            after = (await db.execute(text("SELECT count(*) FROM conversations"))).scalar_one()
            begun = await client.post("/chat/begin")

    assert (before, None) == (after, page.headers.get("set-cookie"))
    assert (303, "/#nouveau") == (begun.status_code, begun.headers["location"])
    assert {"HttpOnly", "Path=/", "SameSite=lax"} == set(begun.headers["set-cookie"].split("; ")[1:])


async def test_only_our_own_site_learns_where_a_post_comes_from(http: httpx.AsyncClient) -> None:
    """The first page lets its one form say its origin to us, and nothing to anybody else."""
    page = await http.get("/")

    assert ("same-origin", "no-store") == (page.headers["Referrer-Policy"], page.headers["Cache-Control"])
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]


async def test_a_whole_journey(reader: Reader, rasa: RasaServer, engine: AsyncEngine) -> None:
    """Begin, write, press a button, sign in, download a paper and the conversation, sign out."""
    rasa.answers["bonjour"] = [CHOICES]
    welcome = reader.says
    asked = await reader.say("bonjour")
    pressed = await reader.press("deux")
    await sign_in(reader)
    signed_in = reader.says
    file = await reader.http.get(await hand_over(reader, rasa, engine))
    transcript = await reader.http.get("/chat/transcript")
    out = await reader.send("/chat/sign-out")

    assert "Balise : Bonjour, je suis Balise" in welcome
    assert re.search(r"Vous : bonjour \S+ \S+ Balise : Laquelle \?", asked)
    assert "Vous : deux" in pressed
    assert "J’ai entendu « /deux »" in pressed
    assert "Vous êtes connecté :" in signed_in
    assert (200, RECEIPT.content, 'attachment; filename="recu-7kq4-9mxb.pdf"') == (
        file.status_code,
        file.content,
        file.headers["Content-Disposition"],
    )
    assert ("nosniff", "private, no-store", "sandbox") == tuple(
        file.headers[name] for name in ("X-Content-Type-Options", "Cache-Control", "Content-Security-Policy")
    )
    assert "Vous\u00a0: bonjour\n\n[" in transcript.text
    assert "text/plain; charset=utf-8" == transcript.headers["content-type"]
    assert "Vous êtes déconnecté" in plain(out.text)
    assert "/auth/logout?ticket=" in out.text
    await reader.go()
    assert "Se connecter avec Pro Santé Connect" in reader.says


async def test_a_page_runs_no_script(reader: Reader) -> None:
    """What a message holds is shown as text, and the policy of the page lets nothing run, frame it, or take a form elsewhere."""
    said = await reader.say("<script>alert(1)</script><img src=x onerror=alert(1)>")
    policy = reader.shown.headers["Content-Security-Policy"]

    assert "<script>alert(1)</script>" in said
    assert "<script" not in reader.shown.text
    assert "onerror" not in "".join(re.findall("<[^>]*>", reader.shown.text))
    assert "script-src" not in policy
    assert {"default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"} <= set(policy.split("; "))


async def test_a_link_that_is_no_address_is_no_link(reader: Reader, rasa: RasaServer) -> None:
    """Whatever the dialogue says, `javascript:` is never where a link goes; an address says where it leads."""
    links = [{"title": "Piège", "url": "javascript:alert(1)"}, {"title": "Fiche", "url": "https://www.esante.gouv.fr/a"}]
    rasa.answers["liens"] = [{"text": "Où aller."}, {"custom": {"links": links}}]
    said = await reader.say("liens")

    assert "Piège Fiche (esante.gouv.fr)" in said
    assert "javascript:" not in reader.shown.text


async def test_only_the_last_answers_buttons_can_be_pressed(reader: Reader, rasa: RasaServer) -> None:
    """Once something is said, the buttons shown before it are gone; a yes pressed from an old page is not taken."""
    rasa.answers["envoyer"] = [{"text": "Envoyer ?", "buttons": [{"title": "oui", "payload": "/affirmer"}]}]
    await reader.say("envoyer")
    old = Reader(reader.http, reader.shown)
    await reader.say("autre chose")
    await old.press("oui")

    assert 'name="button"' not in reader.shown.text
    assert 422 == old.shown.status_code
    assert "Ce bouton ne correspond plus à la question posée." in old.says


@pytest.mark.parametrize(("typed", "why"), [("   ", "Votre message est vide."), ("a" * 2001, "2 000 caractères au plus")])
async def test_what_cannot_be_said_stays_in_the_box(reader: Reader, typed: str, why: str) -> None:
    """Why is beside the box and in the title; nothing was said."""
    await reader.say("une ligne\r\net une autre")
    count = reader.shown.text.count("<li class=")
    await reader.say(typed)
    (box,) = re.findall(r"<textarea[^>]*>\n?([^<]*)</textarea>", reader.shown.text)

    assert (422, typed) == (reader.shown.status_code, box)
    assert why in reader.says
    assert reader.title.startswith("Erreur : votre message n’est pas parti")
    assert 'aria-describedby="error hint"' in reader.shown.text
    assert count == reader.shown.text.count("<li class=")


async def test_line_ends_count_once(reader: Reader, rasa: RasaServer) -> None:
    """A browser posts two characters for each; 2,000 characters as they were typed are said."""
    await reader.say("a\r\n" * 1000)

    assert 200 == reader.shown.status_code
    assert [("a\n" * 1000).strip()] == [said for _, said in rasa.heard if said.startswith("a\na")]


async def test_patients_data_does_not_come_back(reader: Reader) -> None:
    """What is refused is in no box and nowhere else in the page; the conversation says so."""
    said = await reader.say("le NIR de la patiente est 2 55 08 14 168 025 38")

    assert "Vous : [message retiré]" in said
    assert "168 025" not in reader.shown.text


async def test_the_same_form_counts_once(reader: Reader, rasa: RasaServer) -> None:
    """Sent twice, or again with the way back, it says nothing twice; something else from the same page is something else."""
    page = Reader(reader.http, reader.shown)
    marks = page.marks()
    await asyncio.gather(*(reader.http.post("/chat/say", data=marks | {"text": "une fois"}) for _ in range(3)))
    await reader.http.post("/chat/say", data=marks | {"text": "autre"})
    await reader.go()

    assert 1 == reader.says.count("Vous : une fois")
    assert 1 == reader.says.count("Vous : autre")
    assert ["une fois", "autre"] == [said for _, said in rasa.heard if said in ("une fois", "autre")]


async def test_an_offer_to_sign_in_is_a_button(reader: Reader, rasa: RasaServer) -> None:
    """Of the last message that offers it, as long as nobody is signed in; it leads where the page's own does."""
    rasa.answers["mes BAL"] = [{"text": "Connectez-vous."}, {"custom": {"sign_in": "Me connecter et voir"}}]
    await reader.say("mes BAL")
    await reader.say("mes BAL")
    once = reader.shown.text.count("Me connecter et voir")
    offering = r'<form[^>]* action="/chat/sign-in">(?:<input[^>]*>)*<button type="submit">Me connecter et voir</button></form>'
    page = re.search(offering, reader.shown.text)
    await sign_in(reader)

    assert (1, True) == (once, page is not None)
    assert ("Vous êtes connecté\u00a0:" in reader.shown.text, "Me connecter et voir" in reader.shown.text) == (True, False)


async def test_the_page_waits_for_the_answer(reader: Reader, rasa: RasaServer) -> None:
    """An answer that takes a moment is in the page that follows; the page that is reached is that of the answer."""
    rasa.delay = 1.5
    said = await reader.say("bonjour")

    assert "Balise : J’ai entendu « bonjour »." in said
    assert "Conversation avec Balise – Balise, assistant MSSanté" == reader.title
    assert 'id="nouveau"' in reader.shown.text


async def test_a_long_answer_is_announced(reader: Reader, rasa: RasaServer) -> None:
    """After ten seconds the page comes all the same, says that the answer is being made, and has the way to look again."""
    rasa.delay = 11
    said = await reader.say("bonjour")
    title = reader.title
    await reader.go()

    assert "Balise prépare sa réponse" in said
    assert "Actualiser" in said
    assert title.startswith("Balise prépare sa réponse")
    assert "J’ai entendu « bonjour »." in reader.says


async def test_a_page_is_of_after_the_answer(reader: Reader, rasa: RasaServer, engine: AsyncEngine) -> None:
    """What the answer changed, such as who is signed in, is as it is once the answer is there."""
    await sign_in(reader)
    rasa.delay = 1.5
    asked = asyncio.create_task(reader.say("déconnecte-moi"))
    while "déconnecte-moi" not in [said for _, said in rasa.heard]:
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.3)  # the page has begun to wait
    async with engine.begin() as db:
        await db.execute(text("UPDATE conversations SET rpps = NULL WHERE rpps = :rpps"), {"rpps": RPPS})
    await asked

    assert "Se connecter avec Pro Santé Connect" in reader.says
    assert "Me déconnecter partout" not in [*re.findall(r'"everywhere"[^>]*>([^<]*)<', reader.shown.text)]


async def test_a_page_that_waits_while_somebody_signs_in_elsewhere(reader: Reader, rasa: RasaServer) -> None:
    """The sign-in renews what opens the conversation; the page that waited for its answer in another tab still comes."""
    rasa.delay = 3
    await reader.http.post("/chat/say", data={**reader.marks(), "text": "bonjour"})
    waiting = asyncio.create_task(reader.http.get("/", follow_redirects=True))
    await asyncio.sleep(0.3)  # the page has begun to wait
    await sign_in(reader)
    shown = await waiting

    assert 200 == shown.status_code
    assert "J’ai entendu « bonjour »." in plain(shown.text)


async def test_another_site_cannot_begin(http: httpx.AsyncClient) -> None:
    """A post that does not say that it comes from our page opens nothing and sets no cookie; it says where to begin."""
    async with httpx.AsyncClient(base_url=http.base_url) as client:
        answers = [
            await client.post("/chat/begin"),
            await client.post("/chat/begin", headers={"Origin": "null"}),
            await client.post("/chat/begin", headers={"Origin": "https://ailleurs.example"}),
        ]

    assert [(403, None)] * 3 == [(answer.status_code, answer.headers.get("set-cookie")) for answer in answers]
    assert all(f'href="{http.base_url}/"' in answer.text.replace(":80/", "/") for answer in answers)


@pytest.mark.parametrize("path", ["say", "sign-in", "sign-out", "leave"])
@pytest.mark.parametrize("proof", ["", "0" * 64])
async def test_a_form_that_was_not_shown_does_nothing(
    reader: Reader, other: Reader, path: str, proof: str, rasa: RasaServer
) -> None:
    """With the cookie but without the proof, or with somebody else's, nothing is said, signed nor closed."""
    forged = [proof, other.marks()["proof"]]
    answers = [await reader.post(f"/chat/{path}", proof=one, text="un faux") for one in forged]
    await reader.go()

    assert [403, 403] == [answer.status_code for answer in answers]
    assert "Votre message" in reader.says
    assert "un faux" not in [said for _, said in rasa.heard]


async def test_what_was_typed_survives_a_change_of_cookie(reader: Reader) -> None:
    """A page shown before the cookie changed, in another tab, sends nothing, but keeps what was typed, to be sent again."""
    old = Reader(reader.http, reader.shown)
    await reader.send("/chat/sign-out")
    await old.say("ma question")
    refused = (old.shown.status_code, "ma question</textarea>" in old.shown.text)
    await old.say("ma question")

    assert (403, True) == refused
    assert "Vous : ma question" in old.says


async def test_the_cookie_changes_at_sign_in_and_at_sign_out(reader: Reader, http: httpx.AsyncClient) -> None:
    """Whoever knew the cookie before holds nothing after: neither the signed-in conversation, nor the one signed out of."""
    known = [reader.cookie]
    await sign_in(reader)
    known.append(reader.cookie)
    await reader.send("/chat/sign-out")
    await reader.go()
    stolen = [await http.get("/", headers={"Cookie": f"{COOKIE}={cookie}"}) for cookie in known]

    assert 3 == len({*known, reader.cookie})
    assert ["Commencer" in page.text for page in stolen] == [True, True]
    assert "Bonjour, je suis Balise" in reader.says


async def test_a_cookie_given_by_somebody_else_is_not_kept(http: httpx.AsyncClient) -> None:
    """Beginning always gives another cookie than the one the browser came with."""
    async with browser(http) as client:
        client.cookies.set(COOKIE, "known-to-somebody", domain=http.base_url.host)
        answer = await client.post("/chat/begin")
        fixed = await http.get("/", headers={"Cookie": f"{COOKIE}=known-to-somebody"})

    assert "known-to-somebody" not in answer.headers["set-cookie"]
    assert "Commencer" in fixed.text


async def test_beginning_again_leaves_the_former_conversation(reader: Reader, engine: AsyncEngine) -> None:
    """A browser holds one conversation: the one it began last."""
    await reader.say("la première")
    await reader.post("/chat/begin")

    assert "la première" not in reader.says
    async with engine.connect() as db:
        live = (await db.execute(text("SELECT count(*) FROM conversations WHERE session_until IS NOT NULL"))).scalar_one()
        held = await db.execute(text("SELECT count(DISTINCT browser_hash) FROM conversations WHERE session_until IS NOT NULL"))
        assert live == held.scalar_one()


async def test_a_session_ends(reader: Reader, engine: AsyncEngine) -> None:
    """Past its time, or left, the cookie opens nothing any more: the page is the first one again, the rest a French sentence."""
    path, marks = "/chat/transcript", reader.marks()
    async with engine.begin() as db:
        await db.execute(text("UPDATE conversations SET session_until = now() WHERE session_until IS NOT NULL"))
    start = await reader.go()
    transcript, said = await reader.http.get(path), await reader.http.post("/chat/say", data=marks | {"text": "là ?"})

    assert "Commencer" in start.text
    assert [404, 404] == [transcript.status_code, said.status_code]
    assert "votre accès a expiré" in plain(said.text)


async def test_leaving(reader: Reader) -> None:
    """« Quitter » closes the conversation in this browser: the way back finds the first page, and so does a reload."""
    await reader.send("/chat/leave")
    left = reader.says
    await reader.go()

    assert "Commencer" in left
    assert "Commencer" in reader.says
    assert 404 == (await reader.http.get("/chat/transcript")).status_code


async def test_signing_out_everywhere_ends_other_sessions(reader: Reader, other: Reader) -> None:
    """The other browsers that hold the person's conversations hold nothing any more; this one goes on, signed out."""
    for one in (reader, other):
        await sign_in(one)
    await reader.send("/chat/sign-out", everywhere="true")
    await reader.go()
    await other.go()

    assert "Se connecter avec Pro Santé Connect" in reader.says
    assert "Commencer" in other.says


async def test_a_file_is_its_conversations(reader: Reader, other: Reader, rasa: RasaServer, engine: AsyncEngine) -> None:
    """In another browser, with a session or with none, it looks like one that does not exist."""
    path = await hand_over(reader, rasa, engine)
    async with httpx.AsyncClient(base_url=reader.http.base_url) as nobody:
        answers = [await other.http.get(path), await nobody.get(path), await reader.http.get("/chat/files/a%00b")]

    assert [404, 404, 404] == [answer.status_code for answer in answers]
    assert 200 == (await reader.http.get(path)).status_code


async def test_the_cookie_opens_no_conversation_of_the_interface(reader: Reader, rasa: RasaServer) -> None:
    """Each keeps its own: the interface takes tokens only, and the cookie opens nothing that a tab's element began."""
    conversation = await conversation_of(reader, rasa)
    over_api = await reader.http.get(f"/api/conversations/{conversation}/messages")
    async with browser(reader.http) as client:
        tab = await Visitor.arrive(client)
        await tab.say("dans l’onglet")
        page = await client.get("/")

    assert 401 == over_api.status_code
    assert "Commencer" in page.text
    assert "dans l’onglet" not in page.text


async def test_a_tabs_conversation_still_signs_in_after_the_cookie_changed(http: httpx.AsyncClient) -> None:
    """A sign-in renews the browser's secret, and takes along whatever the browser had opened before."""
    async with browser(http) as client:
        tab = await Visitor.arrive(client)
        await sign_in(await Reader.arrive(client))
        link = (await client.post(f"{tab.path}/sign-in", headers=tab.held)).json()

    assert link["code"] is None
    async with browser(http) as stranger:
        assert 403 == (await stranger.get(link["url"])).status_code


async def test_writing_is_counted(own_settings: Settings, rasa: RasaServer) -> None:
    """Past the rate the page says to wait, when, and keeps what was typed."""
    hurried = settings_for(
        own_settings.state, own_settings.database_url.get_secret_value() if own_settings.database_url else "", rasa,
        rate_writes="1/minute",
    )  # fmt: skip
    with running(hurried) as url:
        async with httpx.AsyncClient(base_url=url, timeout=30, headers={"Origin": url}) as client:
            reader = await Reader.arrive(client)
            await reader.say("un")
            await reader.say("deux")

    assert (429, True) == (reader.shown.status_code, int(reader.shown.headers["Retry-After"]) > 0)
    assert "deux</textarea>" in reader.shown.text


async def test_what_was_erased_is_said(reader: Reader, other: Reader, rasa: RasaServer, engine: AsyncEngine) -> None:
    """In the browser that held it, until another is begun; a form of its page says so too. Elsewhere nothing is said."""
    store, gone = PostgresStore(engine), await conversation_of(reader, rasa)
    async with store.begin() as work:
        await work.erasures.ask([gone], now())
        await work.erasures.erase(gone, now())
    late = await reader.send(text="bonjour")
    late_words = reader.says
    await reader.go()
    told = reader.says
    await other.go()
    await reader.post("/chat/begin")
    begun = reader.says
    await reader.go()

    assert (404, True) == (late.status_code, "Vos données ont été effacées" in late_words)
    assert "Vos données ont été effacées" in told
    assert "Commencer" in told
    assert not any("effacées" in words for words in (begun, reader.says, other.says))
