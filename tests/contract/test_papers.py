"""The papers people take away: the real ones and the fake keep the same promises; the real ones are opened and read."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import pypdf
import pypdfium2
import pytest
import typst
import vobject
import zxingcpp
from icalendar import Calendar, Event

from balise.adapters.books.texts import load_texts
from balise.adapters.papers.papers import PrintedPapers, load_papers
from balise.errors import Invalid, PermanentFailure
from balise.model.mailbox import Mailbox, MailboxKind, Professional, Structure
from balise.model.paper import PICTURE, DelegateRole, DelegationTerms, Kit, Paper, Picture, Right
from balise.model.procedure import Actor, Evidence, HandOver, Kind, Move, Procedure, Proof, State
from balise.ports import Papers
from balise.settings import ROOT
from tests.fakes.papers import FakePapers

SUPPORT = "support@exemple.example"
AT = datetime(2026, 8, 3, 12, 5, tzinfo=UTC)
ADDRESS = "anne-claire.essai@cabinet.exemple.mssante.fr"
PROCEDURE = Procedure(
    reference="7KQ4-9MXB",
    kind=Kind.UNPUBLISH,
    state=State.SENT,
    holder="10003456789",
    holder_name="Anne-Claire ESSAI-GARÇON",
    conversation="c1",
    created_at=AT,
    address=ADDRESS,
    details={
        "kept": "autre@exemple.mssante.fr",
        "recipient": "aide@operateur.example",
        "auto_reply": "Bonjour,\n\nÉcrivez ailleurs.",
    },
    history=(
        Move(datetime(2026, 7, 1, 7, 2, tzinfo=UTC), Actor.PRACTITIONER, None, State.DRAFT),
        Move(datetime(2026, 7, 1, 7, 9, tzinfo=UTC), Actor.PRACTITIONER, State.DRAFT, State.CONFIRMED),
        Move(datetime(2026, 7, 2, 15, 0, tzinfo=UTC), Actor.WORKER, State.CONFIRMED, State.SENT, "answered"),
    ),
)
TERMS = DelegationTerms(
    holder_name="Anne-Claire ESSAI-GARÇON",
    holder="10003456789",
    address=ADDRESS,
    delegate_name="Maëlle Le Goff",
    role=DelegateRole.SECRETARY,
    rights=frozenset({Right.READ, Right.REPLY}),
    start=date(2026, 8, 3),
    end=date(2026, 8, 17),
    delegate_email="maelle@exemple.example",
    reference="4TZH-2WQP",
)
HOLDER = Professional("10003456789", "ESSAI-GARÇON", "Anne-Claire", "Dr", "Médecin", "Médecine générale")
PLACE = Structure("Cabinet des Lilas ; l’Œuvre, bât. B", "", "12 rue de l’Église", "69003", "Lyon")
BOX = Mailbox(ADDRESS, MailboxKind.PER, PLACE)

HOSTILE = {
    "markup": "<b>Éve</b> & <script>alert(1)</script>",
    "lines": "Éve\r\nEND:VCARD\nBEGIN:VEVENT",
    "separators": "Éve; Dupont, fils \\ \\n:x",
    "templates": "{{7*7}} ${name} $x {address} {0} #strong[x] *gras* @ref `x` %s",
    "typst": '#read("/etc/passwd") #eval("1+1") #[x] ] $x^2$ <mark> @ref \\u{41} /* // *a*',
    "spreadsheet": '=HYPERLINK("https://x.example","+cmd|-1") @SUM(1)',
    "emoji": "Éve 👩🏽‍⚕️",
    "long": "É" * 200,
    "right_to_left": "\u202eטוב\u202c عربي",
    "controls": "É\x00v\x07e\u200b\ufeff",
    "other_scripts": "漢字 Ελένη Жанна",
    "empty": "",
}


def printed() -> PrintedPapers:
    """Make the real papers, with the sentences people read."""
    return load_papers(ROOT / "data" / "papers.yml", load_texts(ROOT / "data" / "texts.yml", support=SUPPORT), SUPPORT)


@pytest.fixture(params=[printed, FakePapers], ids=["printed", "fake"])
def papers(request: pytest.FixtureRequest) -> Papers:
    """Both."""
    built: Papers = request.param()
    return built


@pytest.fixture(scope="module")
def real() -> Papers:
    """The real ones."""
    return printed()


async def everything(papers: Papers) -> list[Paper]:
    """Make one of each."""
    kit = await papers.kit(HOLDER, BOX, AT)
    alone = [
        await papers.receipt(PROCEDURE, AT),
        await papers.delegation_memo(TERMS, AT),
        await papers.end_of_delegation(TERMS, AT),
    ]
    return [*alone, *kit.papers]


async def test_what_a_paper_says_of_itself(papers: Papers) -> None:
    """Each has a plain file name of its own, its media type, a title in words, and something in it."""
    made = await everything(papers)
    types = ["application/pdf"] * 2 + ["text/calendar", "text/html", *["text/plain"] * 3, "text/vcard"]

    assert [*types, "image/svg+xml", "image/png", "application/pdf"] == [paper.media_type.partition(";")[0] for paper in made]
    assert all(re.fullmatch(r"[a-z0-9-]+\.(pdf|ics|html|txt|vcf|svg|png)", paper.name) for paper in made)
    assert all(paper.title.strip() and paper.content for paper in made)
    assert len(made) == len({paper.name for paper in made})


async def test_pictures_are_seen_and_said_in_words(papers: Papers) -> None:
    """Only what is of the one type that pages show; whoever does not see it reads what it holds."""
    made = await everything(papers)

    assert [paper.media_type == PICTURE for paper in made] == [paper.picture is not None for paper in made]
    (picture,) = [paper.picture for paper in made if paper.picture]
    assert ADDRESS in dict(picture.table).values()


async def test_the_words_of_the_qr_code_are_what_it_holds(real: Papers) -> None:
    """And its size is the one that the picture tells (PNG, IHDR)."""
    png = (await real.kit(HOLDER, BOX, AT)).qr_png
    rows = (
        ("Nom", "Dr Anne-Claire ESSAI-GARÇON"),
        ("Profession", "Médecin, Médecine générale"),
        ("Structure", PLACE.name),
        ("Adresse postale", "12 rue de l’Église, 69003 Lyon"),
        ("Adresse MSSanté", ADDRESS),
    )

    assert Picture(*struct.unpack(">II", png.content[16:24]), rows) == png.picture


async def test_the_same_words_give_the_same_bytes(papers: Papers) -> None:
    """Nothing depends on when or how often it runs, only on what is given, its date included."""
    once, again = await everything(papers), await everything(papers)

    assert once == again


async def test_a_permanent_delegation_has_no_end(papers: Papers) -> None:
    """There is no last day to put in a calendar."""
    with pytest.raises(Invalid, match="permanent"):
        await papers.end_of_delegation(replace(TERMS, end=None), AT)


def opened(paper: Paper) -> pypdf.PdfReader:
    """Open a PDF."""
    return pypdf.PdfReader(io.BytesIO(paper.content), strict=True)


def text_of(paper: Paper) -> str:
    """Return what a PDF says, its spaces and lines made one space."""
    return " ".join(" ".join(page.extract_text() for page in opened(paper).pages).split())


def tags_of(node: Any) -> Iterator[str]:
    """Yield the tags of a PDF's structure, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from tags_of(child)
    elif isinstance(node, dict):
        if "/S" in node and "/K" in node:
            yield str(node["/S"])
        yield from tags_of(node.get("/K"))


@pytest.mark.parametrize("which", ["receipt", "memo", "card"])
async def test_a_pdf_is_accessible(real: Papers, which: str) -> None:
    """It claims PDF/UA-1, which the printer checks; it has a title to show, its language, tags, and only our fonts, embedded."""
    paper = {
        "receipt": await real.receipt(PROCEDURE, AT),
        "memo": await real.delegation_memo(TERMS, AT),
        "card": (await real.kit(HOLDER, BOX, AT)).card,
    }[which]
    root: Any = opened(paper).trailer["/Root"]
    metadata = opened(paper).metadata
    fonts = {str(font.get_object()["/BaseFont"]) for page in opened(paper).pages for font in page["/Resources"]["/Font"].values()}

    assert metadata is not None
    assert (paper.title, AT) == (metadata.title, metadata.creation_date)
    assert ("fr-FR", True, True) == (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert all("SourceSans3" in font for font in fonts)
    assert ({"/Figure"} if which == "card" else {"/Title", "/H1", "/L", "/TH"}) <= set(tags_of(root["/StructTreeRoot"]["/K"]))


async def test_the_sheets_are_a4_and_the_card_is_a_card(real: Papers) -> None:
    """210 × 297 mm on one page; 85 × 55 mm."""
    sheets = [await real.receipt(PROCEDURE, AT), await real.delegation_memo(TERMS, AT), (await real.kit(HOLDER, BOX, AT)).card]
    sizes = [[tuple(round(float(side) * 25.4 / 72) for side in page.mediabox[2:]) for page in opened(s).pages] for s in sheets]

    assert [[(210, 297)], [(210, 297)], [(85, 55)]] == sizes


async def test_a_receipt_says_what_was_asked_and_what_became_of_it(real: Papers) -> None:
    """Reference, what, which box, who, to whom, when, automatic reply, each state with who and why, and what is not promised."""
    said = text_of(await real.receipt(PROCEDURE, AT))
    expected = [
        "Reçu de démarche 7KQ4-9MXB",
        "Nature Dépublication",
        f"BAL concernée {ADDRESS}",
        "Anne-Claire ESSAI-GARÇON, RPPS 10003456789",
        "Demandé le 1er juillet 2026 à 9 h 09",
        "État Envoyée",
        "Adressé à aide@operateur.example",
        "BAL qui reste publiée autre@exemple.mssante.fr",
        "Bonjour, Écrivez ailleurs.",
        "1er juillet 2026 à 9 h 02 Brouillon le praticien",
        "2 juillet 2026 à 17 h 00 Envoyée Balise une réponse montre que la demande est arrivée",
        "La démarche est dans cet état depuis le 3 août 2026 à 14 h 05",
        "Ce que Balise ne peut pas garantir",
        "consultez l’Annuaire Santé",
        f"Une question sur MSSanté ? Écrivez à {SUPPORT}",
        "page 1 sur 1",
    ]

    assert [] == [words for words in expected if words not in said]


async def test_a_receipt_printed_again_is_the_same(real: Papers) -> None:
    """To the byte, as long as nothing has changed: it is then kept once."""
    assert await real.receipt(PROCEDURE, AT) == await real.receipt(PROCEDURE, AT)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("kind", Kind)
async def test_any_procedure_has_a_receipt(real: Papers, kind: Kind, state: State) -> None:
    """Whatever its kind, its state, and who made it move; of somebody not signed in, it says so."""
    moves = tuple(Move(AT, actor, None, state) for actor in Actor)
    procedure = replace(PROCEDURE, kind=kind, state=state, holder="", holder_name="", address="", details={}, history=moves)
    said = text_of(await real.receipt(procedure, AT))

    assert "personne non connectée" in said
    assert ("Annuaire Santé" in said) is (kind is Kind.UNPUBLISH)


NOT_PROVEN = "Il ne prouve pas qu’elle a été exécutée"


@pytest.mark.parametrize(
    ("by", "what", "expected"),
    [
        (Evidence.DIRECTORY, "2026-07-31", "dans l’Annuaire Santé (fichier du 31 juillet 2026)"),
        (Evidence.DIRECTORY, "", "dans l’Annuaire Santé Adressé à"),
        (Evidence.REPLY, "<secret@op.example>", "par la réponse du destinataire"),
        (Evidence.API, "4", "par la réponse de l’API FHIR MSS"),
        (Evidence.WORD, "agent", "sur la parole d’une personne du support"),
        (Evidence.WORD, "practitioner", "sur la parole du praticien"),
        (Evidence.WORD, "somebody", "sur parole"),
    ],
)
async def test_a_receipt_says_how_it_was_verified(real: Papers, by: Evidence, what: str, expected: str) -> None:
    """A done procedure shows when and by what; its receipt no longer says that nothing is proven, nor names the message."""
    done = replace(PROCEDURE, state=State.DONE, proof=Proof(AT, by, what))
    said = text_of(await real.receipt(done, AT))

    assert f"Vérifié le 3 août 2026 à 14 h 05, {expected}" in said
    assert "État Terminée" in said
    assert NOT_PROVEN not in said
    assert "secret" not in said


async def test_a_receipt_promises_nothing_that_was_not_verified(real: Papers) -> None:
    """Without a proof it says that there is none."""
    said = text_of(await real.receipt(PROCEDURE, AT))

    assert NOT_PROVEN in said
    assert "Vérifié" not in said


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        ("out_of_tries", "Suivi par une personne du support, depuis le 3 août 2026 à 14 h 05 : l’envoi a échoué plusieurs fois"),
        ("unheard_of", "Suivi par une personne du support, depuis le 3 août 2026 à 14 h 05 Adressé à"),
    ],
)
async def test_a_receipt_says_that_a_person_has_it(real: Papers, why: str, expected: str) -> None:
    """Since when, and why when the word is known; an unknown word of ours is never shown."""
    moved = Move(AT, Actor.WORKER, State.CONFIRMED, State.SENT, why)
    said = text_of(await real.receipt(replace(PROCEDURE, needs_agent=HandOver(AT, why), history=(moved,)), AT))

    assert expected in said
    assert why not in said


async def test_a_receipt_says_what_was_entrusted(real: Papers) -> None:
    """A delegation's fields are said in words and in whole days; what is only ours is left out."""
    details = {
        "delegate": "Maëlle Le Goff",
        "role": "assistant_medical",
        "email": "-",
        "rights": "read reply",
        "start": "2026-08-03",
        "end": "-",
        "operator": "un-operateur",
        "warned": "2026-08-01",
    }
    said = text_of(await real.receipt(replace(PROCEDURE, kind=Kind.DELEGATION, details=details), AT))
    expected = [
        "Nature Délégation",
        "Délégataire Maëlle Le Goff",
        "Fonction assistant médical ou assistante médicale",
        "Son e-mail non précisé",
        "Droits demandés lire, répondre",
        "Premier jour 3 août 2026",
        "Dernier jour aucun, jusqu’à nouvel ordre",
    ]

    assert [] == [words for words in expected if words not in said]
    assert [] == [words for words in ("un-operateur", "2026-08-01", "assistant_medical") if words in said]


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"kept": "none", "auto_reply": "-"}, "BAL qui reste publiée aucune autre Réponse automatique aucune"),
        ({"need": "Je ne reçois plus rien", "contact": "-"}, "Pour vous joindre dans la conversation seulement"),
        ({"contact": "06 12 34 56 78"}, "Pour vous joindre 06 12 34 56 78"),
    ],
)
async def test_a_choice_of_none_is_said(real: Papers, details: dict[str, str], expected: str) -> None:
    """What somebody chose not to give is said so; what they typed stays as it is."""
    assert expected in text_of(await real.receipt(replace(PROCEDURE, details=details), AT))


async def test_a_long_history_goes_on_over_pages(real: Papers) -> None:
    """Sixty moves take several pages, numbered, each under the names of the columns."""
    paper = await real.receipt(replace(PROCEDURE, history=PROCEDURE.history * 20), AT)
    pages = [page.extract_text() for page in opened(paper).pages]

    assert len(pages) > 1
    assert all(f"page {n} sur {len(pages)}" in " ".join(page.split()) for n, page in enumerate(pages, 1))
    assert all("Précision" in page for page in pages[:2])


async def test_a_memo_says_what_is_entrusted(real: Papers) -> None:
    """Who to whom, which box, each right granted or not, how long, who stays responsible, no password, where each signs."""
    said = text_of(await real.delegation_memo(TERMS, AT))
    expected = [
        "Délégation d’accès à une BAL MSSanté personnelle",
        "Le délégant Anne-Claire ESSAI-GARÇON, RPPS 10003456789",
        f"BAL confiée {ADDRESS}",
        "Le délégataire Maëlle Le Goff secrétaire maelle@exemple.example",
        "Lire Oui Répondre Oui Classer Non Supprimer Non",
        "Délégation du 3 août 2026 au 17 août 2026 inclus.",
        "Le délégant reste responsable de sa BAL",
        "Le mot de passe et le code CPS ne se partagent jamais",
        "« Déléguer sa boîte aux lettres personnelle (BAL PER) »",
        "Signatures",
        "référence 4TZH-2WQP",
    ]

    assert [] == [words for words in expected if words not in said]
    assert (2, 2) == (said.count("Date :"), said.count("Signature :"))


@pytest.mark.parametrize(
    ("expected", "end"),
    [
        ("Délégation permanente, à partir du 3 août 2026.", None),
        ("Délégation le 3 août 2026.", date(2026, 8, 3)),
        ("Délégation du 3 août 2026 au 1er février 2027 inclus.", date(2027, 2, 1)),
    ],
)
@pytest.mark.parametrize("role", DelegateRole)
async def test_any_delegation_has_a_memo(real: Papers, expected: str, end: date | None, role: DelegateRole) -> None:
    """Permanent, of one day or longer, to each of the people the sheet names; without a reference, none is written."""
    said = text_of(await real.delegation_memo(replace(TERMS, end=end, role=role, reference="", delegate_email=""), AT))

    assert expected in said
    assert "référence" not in said


async def entry(papers: Papers, terms: DelegationTerms, days_before: int) -> Event:
    """Read a calendar entry back."""
    paper = await papers.end_of_delegation(terms, AT, days_before)
    calendar = Calendar.from_ical(paper.content)
    (event,) = calendar.events
    return event


@pytest.mark.parametrize("days", [0, 1, 7, 30])
async def test_the_end_stands_in_the_calendar(real: Papers, days: int) -> None:
    """The last day, the whole of it, without making busy, and an alarm at nine that many days before."""
    event = await entry(real, TERMS, days)
    (alarm,) = event.alarms.times

    assert (date(2026, 8, 17), date(2026, 8, 18)) == (event.start, event.end)
    assert datetime(2026, 8, 17, 9, 0) - timedelta(days=days) == alarm.trigger.replace(tzinfo=None)
    assert "Fin de délégation de ma BAL MSSanté : Maëlle Le Goff" == " ".join(str(event["summary"]).split())
    assert all(words in str(event["description"]) for words in (ADDRESS, "4TZH-2WQP", "auprès de votre opérateur"))
    assert ("TRANSPARENT", AT) == (event["transp"], event.DTSTAMP)


async def test_the_same_end_is_the_same_entry(real: Papers) -> None:
    """Imported twice, it is replaced, not doubled; another delegation is another entry."""
    once, again = await entry(real, TERMS, 7), await entry(real, TERMS, 3)
    other = await entry(real, replace(TERMS, delegate_name="Jean"), 7)

    assert once["uid"] == again["uid"]
    assert once["uid"] != other["uid"]


def contact_in(content: bytes) -> Any:
    """Read a vCard back, with a library that did not write it."""
    (card,) = vobject.readComponents(content.decode())
    return card


async def test_the_contact_reads_back(real: Papers) -> None:
    """Name, trade, place, and the address, marked as an MSSanté one."""
    card = contact_in((await real.kit(HOLDER, BOX, AT)).vcard.content)
    email, label = card.email, next(line for line in card.lines() if line.name == "X-ABLABEL")

    assert ("3.0", "Dr Anne-Claire ESSAI-GARÇON") == (card.version.value, card.fn.value)
    assert ("ESSAI-GARÇON", "Anne-Claire", "Dr") == (card.n.value.family, card.n.value.given, card.n.value.prefix)
    assert ("Médecin, Médecine générale", [PLACE.name]) == (card.title.value, card.org.value)
    assert (PLACE.address, "Lyon", "69003") == (card.adr.value.street, card.adr.value.city, card.adr.value.code)
    assert (ADDRESS, "MSSanté", email.group) == (email.value, label.value, label.group)


def read_code(picture: pypdfium2.PdfPage) -> list[str]:
    """Read the QR codes on a page, as a telephone would from a print at 300 dpi."""
    bitmap = picture.render(scale=300 / 72, grayscale=True)
    rows = [bytes(memoryview(bitmap.buffer)[row * bitmap.stride :][: bitmap.width]) for row in range(bitmap.height)]
    image = memoryview(b"".join(rows)).cast("B", (bitmap.height, bitmap.width))
    return [code.text for code in zxingcpp.read_barcodes(image)]


def printed_page(paper: Paper) -> pypdfium2.PdfPage:
    """Return a PDF's page, or a picture laid on a page, thirty millimetres wide."""
    if paper.media_type == "application/pdf":
        return pypdfium2.PdfDocument(paper.content)[0]
    source = "#set page(width: 40mm, height: 40mm, margin: 5mm)\n#image(bytes(json(bytes(sys.inputs.picture))), width: 30mm)"
    page = typst.compile(source.encode(), sys_inputs={"picture": str(list(paper.content))})
    assert isinstance(page, bytes)
    return pypdfium2.PdfDocument(page)[0]


@pytest.mark.parametrize("which", ["qr_svg", "qr_png", "card"])
@pytest.mark.parametrize("name", ["Garçon", *HOSTILE.values()], ids=["plain", *HOSTILE])
async def test_the_code_holds_the_contact(real: Papers, name: str, which: str) -> None:
    """A reader finds the very vCard in the SVG, in the PNG and on the printed card, whatever the name."""
    kit = await real.kit(replace(HOLDER, family=name), BOX, AT)

    assert [kit.vcard.content.decode()] == read_code(printed_page(getattr(kit, which)))


class _Reader(HTMLParser):
    """Keeps the tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the library's signature
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


async def test_the_texts_say_who_and_where_to_write(real: Papers) -> None:
    """Signature, line and short text all give the address whole, and the texts are in French typography."""
    kit = await real.kit(HOLDER, BOX, AT)
    html = _Reader()
    html.feed(kit.signature_html.content.decode())
    lines = kit.signature_text.content.decode().splitlines()

    assert ["Dr Anne-Claire ESSAI-GARÇON", "Médecin, Médecine générale", f"{PLACE.name}, Lyon"] == lines[:3]
    assert f"Messagerie sécurisée de santé (MSSanté)\u00a0: {ADDRESS}" == lines[3]
    assert lines == [line for line in html.text.splitlines() if line]
    assert all(ADDRESS in paper.content.decode() for paper in (kit.letter_line, kit.network_text))
    assert 1 == len(kit.letter_line.content.decode().splitlines())


async def test_what_is_unknown_leaves_no_hole(real: Papers) -> None:
    """Without title, trade or place, their lines are not there, and everything else is."""
    kit = await real.kit(Professional("1", "ESSAI", "Anne"), Mailbox(ADDRESS, MailboxKind.PER), AT)
    card = contact_in(kit.vcard.content)

    assert [
        "Anne ESSAI",
        f"Messagerie sécurisée de santé (MSSanté)\u00a0: {ADDRESS}",
    ] == kit.signature_text.content.decode().splitlines()
    assert {"version", "n", "fn", "email", "x-ablabel", "note"} == set(card.contents)
    assert "Anne ESSAI" in text_of(kit.card)


def hostile_kit(name: str) -> tuple[Professional, Mailbox]:
    """Put a hostile name wherever somebody could."""
    return Professional("1", name, name, name, name, name), replace(BOX, structure=Structure(name, name, name, name, name))


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
async def test_a_hostile_name_breaks_nothing(real: Papers, name: str) -> None:
    """In every PDF, the structure and what stands around the name stay as they are."""
    procedure = replace(PROCEDURE, holder_name=name, details={"auto_reply": name, "need": name, "recipient": name})
    moved = replace(procedure, history=(replace(procedure.history[0], why=name),))
    memo = await real.delegation_memo(replace(TERMS, holder_name=name, delegate_name=name, delegate_email=name), AT)
    sheets = [await real.receipt(moved, AT), memo, (await real.kit(*hostile_kit(name), AT)).card]

    assert all("/StructTreeRoot" in opened(sheet).trailer["/Root"] for sheet in sheets)  # type: ignore[operator]
    assert ["Date :"] * 2 == re.findall("Date :", text_of(memo))
    assert 1 == len(opened(sheets[2]).pages)


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
async def test_a_hostile_name_injects_nothing(real: Papers, name: str) -> None:
    """One event, one contact with one address, no tag but ours, well-formed XML."""
    event = await entry(real, replace(TERMS, delegate_name=name), 7)
    kit: Kit = await real.kit(*hostile_kit(name), AT)
    card = contact_in(kit.vcard.content)
    html = _Reader()
    html.feed(kit.signature_html.content.decode())
    svg = ET.fromstring(kit.qr_svg.content)  # noqa: S314 - ours

    assert {"SUMMARY", "DESCRIPTION", "UID", "DTSTAMP", "DTSTART", "DTEND", "TRANSP", "CLASS"} == set(event)
    assert [ADDRESS] == [email.value for email in card.contents["email"]]
    assert html.tags <= {"div", "strong"}
    assert {"svg", "title", "g", "path"} == {element.tag.rpartition("}")[2] for element in svg.iter()}
    assert ADDRESS in html.text


@pytest.mark.parametrize("name", ["markup", "separators", "templates", "typst", "spreadsheet", "right_to_left"])
async def test_a_hostile_name_is_told_as_it_is(real: Papers, name: str) -> None:
    """What can be seen of it is shown and kept, sign for sign."""
    seen = HOSTILE[name].replace("\u202e", "").replace("\u202c", "")
    kit = await real.kit(replace(HOLDER, title="", given="", family=HOSTILE[name]), BOX, AT)
    terms = replace(TERMS, delegate_name=HOSTILE[name])
    event, memo = await entry(real, terms, 7), await real.delegation_memo(terms, AT)

    assert name == "right_to_left" or f"Le délégataire {seen} secrétaire" in text_of(memo)
    assert seen == contact_in(kit.vcard.content).fn.value
    assert seen == kit.signature_text.content.decode().splitlines()[0]
    assert str(event["summary"]).endswith(seen)


async def test_the_longest_contact_still_fits_in_a_code(real: Papers) -> None:
    """Every word as long as it may be, in the letters that take most room."""
    holder, box = hostile_kit("👩" * 200)
    kit = await real.kit(holder, replace(box, address=f"{'a' * 64}@{'b' * 185}.fr"), AT)

    assert [kit.vcard.content.decode()] == read_code(printed_page(kit.qr_svg))


async def test_an_endless_address_is_refused(real: Papers) -> None:
    """What no QR code can hold is a PermanentFailure, not an error of a library."""
    with pytest.raises(PermanentFailure):
        await real.kit(HOLDER, replace(BOX, address="a" * 4000), AT)
