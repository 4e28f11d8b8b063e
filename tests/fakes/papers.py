"""Papers of a few words, whose content can be read at a glance."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from balise.errors import Invalid, PermanentFailure
from balise.model.mailbox import Mailbox, Professional
from balise.model.paper import PICTURE, DelegationTerms, Kit, Paper, Picture
from balise.model.procedure import Procedure

PDF = "application/pdf"
TEXT = "text/plain; charset=utf-8"


class FakePapers:
    """The `Papers` port; `made` keeps their names in order. Set `failure` to have it refuse all, or the names in `refused`."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.failure: Exception | None = None
        self.refused: set[str] = set()

    async def receipt(self, procedure: Procedure, at: datetime) -> Paper:
        return self._paper("recu.pdf", PDF, f"{procedure.reference} {procedure.state} {at}")

    async def delegation_memo(self, terms: DelegationTerms, at: datetime) -> Paper:
        return self._paper("delegation.pdf", PDF, f"{terms.delegate_name} {terms.role} {sorted(terms.rights)} {at}")

    async def end_of_delegation(self, terms: DelegationTerms, at: datetime, days_before: int = 7) -> Paper:
        if terms.end is None:
            raise Invalid("permanent")
        return self._paper("fin.ics", "text/calendar; charset=utf-8", f"{terms.delegate_name} {terms.end} -{days_before} {at}")

    async def kit(self, holder: Professional, box: Mailbox, at: datetime) -> Kit:
        said = f"{holder.full_name} {box.address} {at}"
        return Kit(
            signature_html=self._paper("signature.html", "text/html; charset=utf-8", said),
            signature_text=self._paper("signature.txt", TEXT, said),
            letter_line=self._paper("lettres.txt", TEXT, said),
            network_text=self._paper("reseaux.txt", TEXT, said),
            vcard=self._paper("contact.vcf", "text/vcard; charset=utf-8", said),
            qr_svg=self._paper("qr.svg", "image/svg+xml", said),
            qr_png=replace(self._paper("qr.png", PICTURE, said), picture=Picture(1, 1, (("Adresse MSSanté", box.address),))),
            card=self._paper("carte.pdf", PDF, said),
        )

    def _paper(self, name: str, media_type: str, content: str) -> Paper:
        if self.failure is not None:
            raise self.failure
        if name in self.refused:
            raise PermanentFailure(name)
        self.made.append(name)
        return Paper(name, media_type, content.encode(), f"Papier {name}")
