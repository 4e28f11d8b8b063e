"""QR codes, through segno."""

from __future__ import annotations

import io

import segno

from balise.errors import PermanentFailure

_QUIET_ZONE = 4


def qr_svg(text: str, title: str) -> str:
    """Return the QR code of a text as an SVG document, with a title that screen readers say."""
    out = io.BytesIO()
    _code(text).save(out, kind="svg", border=_QUIET_ZONE, scale=4, light="white", title=title, encoding="utf-8")
    return out.getvalue().decode()


def qr_png(text: str) -> tuple[bytes, int]:
    """Return the QR code of a text as a picture, and its side in pixels: eight a module, sharp up to 6 cm at 300 dpi."""
    out, code = io.BytesIO(), _code(text)
    code.save(out, kind="png", border=_QUIET_ZONE, scale=8)
    side, _ = code.symbol_size(scale=8, border=_QUIET_ZONE)
    return out.getvalue(), int(side)


def _code(text: str) -> segno.QRCode:
    """
    Return a code of the lowest level of correction, which keeps the modules large on a card.

    Raises:
        PermanentFailure: when the text is longer than a QR code can hold.

    """
    try:
        return segno.make_qr(text, error="l", encoding="utf-8", boost_error=True)
    except segno.DataOverflowError as error:
        raise PermanentFailure(f"{len(text)} characters do not fit in a QR code") from error
