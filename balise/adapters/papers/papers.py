"""The `Papers` port."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from balise.adapters.papers import mapping
from balise.adapters.papers.calendar import write_entry
from balise.adapters.papers.filling import fill
from balise.adapters.papers.pdf import Press
from balise.adapters.papers.qr import qr_png, qr_svg
from balise.adapters.papers.vcard import write_vcard
from balise.adapters.papers.words import Words, load_words
from balise.errors import Invalid
from balise.model.mailbox import Mailbox, Professional
from balise.model.paper import PICTURE, DelegationTerms, Kit, Paper, Picture
from balise.model.procedure import Procedure
from balise.ports import Texts

PDF = "application/pdf"
TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"
VCARD = "text/vcard; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8; method=PUBLISH"


class PrintedPapers:
    """Papers made here, without asking anybody. Printing is left to a thread: it takes some hundredths of a second."""

    def __init__(self, words: Words, texts: Texts, support: str) -> None:
        self._words = words
        self._texts = texts
        self._support = support
        self._press = Press()

    async def receipt(self, procedure: Procedure, at: datetime) -> Paper:
        sheet = mapping.receipt(procedure, at, self._words, self._texts, self._support)
        name = self._words.file("receipt.file", "pdf", reference=procedure.reference)
        return await self._printed("receipt", name, sheet, at)

    async def delegation_memo(self, terms: DelegationTerms, at: datetime) -> Paper:
        name = self._words.file("memo.file", "pdf", delegate=terms.delegate_name)
        return await self._printed("memo", name, mapping.memo(terms, at, self._words), at)

    async def end_of_delegation(self, terms: DelegationTerms, at: datetime, days_before: int = 7) -> Paper:
        if terms.end is None:
            raise Invalid("permanent")
        words = self._words
        lines = [words.line("end.description", address=terms.address, delegate=terms.delegate_name)]
        if terms.reference:
            lines.append(words.line("end.description_reference", reference=terms.reference))
        said = words.line("end.summary", delegate=terms.delegate_name), "\n".join(lines)
        identity = f"{terms.address} {terms.delegate_name} {terms.start} {terms.end}"
        return Paper(
            words.file("end.file", "ics", end=terms.end.isoformat()),
            CALENDAR,
            write_entry(identity, terms.end, said, at, days_before),
            words.line("end.title", end=words.day(terms.end)),
        )

    async def kit(self, holder: Professional, box: Mailbox, at: datetime) -> Kit:
        contact = mapping.contact(holder, box, self._words)
        vcard = write_vcard(contact, self._words.line("kit.vcard_label"), self._words.line("kit.vcard_note"))
        alt = self._words.line("kit.qr_alt", name=contact["name"], address=contact["address"])
        svg = qr_svg(vcard, alt)
        sheet = mapping.card(contact, alt, svg, self._words)
        png, side = await asyncio.to_thread(qr_png, vcard)
        seen = Picture(side, side, mapping.qr_table(contact, self._words))

        def paper(field: str, extension: str, media_type: str, content: bytes) -> Paper:
            return self._of_kit(field, extension, media_type, content, contact)

        return Kit(
            signature_html=paper("signature_html", "html", HTML, fill("signature_html.html", contact).encode()),
            signature_text=paper("signature_text", "txt", TEXT, fill("signature_text.txt", contact).encode()),
            letter_line=paper("letter_line", "txt", TEXT, fill("letter_line.txt", contact).encode()),
            network_text=paper("network_text", "txt", TEXT, fill("network_text.txt", contact).encode()),
            vcard=paper("vcard", "vcf", VCARD, vcard.encode()),
            qr_svg=paper("qr_svg", "svg", "image/svg+xml", svg.encode()),
            qr_png=replace(paper("qr_png", "png", PICTURE, png), picture=seen),
            card=paper("card", "pdf", PDF, await asyncio.to_thread(self._press.print, "card", sheet, at)),
        )

    async def _printed(self, layout: str, name: str, sheet: mapping.Sheet, at: datetime) -> Paper:
        return Paper(name, PDF, await asyncio.to_thread(self._press.print, layout, sheet, at), sheet["title"])

    def _of_kit(self, field: str, extension: str, media_type: str, content: bytes, contact: Mapping[str, str]) -> Paper:
        place = contact["structure"] or contact["address"].rpartition("@")[2]
        title = self._words.line(f"kit.{field}.title", name=contact["name"])
        return Paper(self._words.file(f"kit.{field}.file", extension, place=place), media_type, content, title)


def load_papers(path: Path, texts: Texts, support: str) -> PrintedPapers:
    """
    Read the sentences of the papers (`data/papers.yml`) and open the press.

    Raises:
        Invalid: `papers`, when the file cannot be read.

    """
    return PrintedPapers(load_words(path), texts, support)
