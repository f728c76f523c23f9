"""Typst, which turns our SVG and our documents into pages and pixels, with our font and no other."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

import typst

from yhdysverkko.viz.pictures.font import FOLDER

STANDARD = "ua-1"
"""PDF/UA-1, the standard of PDF documents that everybody can read."""


def typeset(source: str, inputs: Mapping[str, str], *, form: Literal["pdf", "png"]) -> bytes:
    """One PDF, or one page as PNG with a pixel for each point.

    What comes from data comes as `inputs` (in the source `sys.inputs`), where nothing is markup.
    """
    return typst.compile(
        source.encode(),
        format=form,
        ppi=72,
        font_paths=_fonts(),
        sys_inputs=dict(inputs),
        pdf_standards=[STANDARD] if form == "pdf" else [],  # type: ignore[list-item] # its stub lags behind
    )


@cache
def _fonts() -> typst.Fonts:
    """Our font alone: with those of the machine, its pages would differ from another machine's."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
