"""PDF through Typst: tagged, titled, in French, the same bytes for the same words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from balise.errors import PermanentFailure

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "templates"


class Press:
    """Prints sheets. The machine's own fonts are left out, so that every machine prints alike."""

    def __init__(self) -> None:
        self._fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(_HERE / "fonts")])

    def print(self, layout: str, sheet: Mapping[str, Any], at: datetime) -> bytes:
        """
        Return a sheet in PDF.

        The words reach the layout as data, never as source: nothing that somebody typed can be run.

        Raises:
            PermanentFailure: when the layout does not hold.

        """
        compiler = typst.Compiler(
            str(_TEMPLATES / f"{layout}.typ"),
            root=str(_TEMPLATES),
            font_paths=self._fonts,
            sys_inputs={"sheet": json.dumps(sheet)},
        )
        made = int(at.timestamp())
        try:
            try:
                return _one(compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=made))
            except typst.TypstError:
                # PDF/UA-1 refuses a character that no font of ours can show (an emoji in a name): without claiming the
                # standard, the PDF is tagged all the same, and that character is an empty box.
                return _one(compiler.compile(format="pdf", timestamp=made))
        except typst.TypstError as error:
            raise PermanentFailure(f"{layout}: {error.message}") from error


def _one(compiled: bytes | list[bytes] | None) -> bytes:
    if not isinstance(compiled, bytes):
        raise PermanentFailure("typst gave no document")
    return compiled
