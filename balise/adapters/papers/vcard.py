"""Contacts as vCard 3.0 (RFC 2426), the version every telephone reads. Pure."""

from __future__ import annotations

from collections.abc import Mapping


def write_vcard(contact: Mapping[str, str], label: str, note: str) -> str:
    """
    Return a contact whose address bears a label (« MSSanté »).

    The label is the `X-ABLabel` that Apple and Google read; the note says the same to whoever drops it. Lines are not
    folded (they only should be): readers of QR codes do not all put them together again.
    """
    name = _parts(contact, "family", "given", "", "prefix", "")
    street = _parts(contact, "", "", "street", "city", "", "postcode", "")
    lines = [
        ("N", name),
        ("FN", _escaped(contact["name"] or contact["address"])),
        ("TITLE", _escaped(contact["trade"])),
        ("ORG", _escaped(contact["structure"])),
        ("ADR;TYPE=WORK", street if contact["street"] or contact["city"] else ""),
        ("item1.EMAIL;TYPE=INTERNET,WORK,PREF", _escaped(contact["address"])),
        ("item1.X-ABLabel", _escaped(label)),
        ("NOTE", _escaped(note)),
    ]
    body = [f"{name}:{value}" for name, value in lines if value]
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *body, "END:VCARD", ""])


def _parts(contact: Mapping[str, str], *names: str) -> str:
    return ";".join(_escaped(contact[name]) if name else "" for name in names)


def _escaped(text: str) -> str:
    for special in "\\;,":
        text = text.replace(special, f"\\{special}")
    return text.replace("\n", "\\n")
