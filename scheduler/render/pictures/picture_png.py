"""A picture as dots: typst draws the SVG, in the fonts that come with the program."""

import re

import typst

from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest
from scheduler.render.layout.layout import lay_out
from scheduler.render.pdf.typesetting import fonts
from scheduler.render.pictures.picture_svg import draw
from scheduler.timetable import Record

LARGEST = 12_000
"""Dots along the longer side; what is larger nothing shows any more."""
SHARP = 2.0
"""Dots for each pixel."""
OURS = re.compile("[\u0000-\u024f\u0370-\u052f\u2000-\u206f\u20a0-\u20bf\u0600-\u06ff]*")
"""Scripts that our own fonts have; for others the fonts of the machine are asked too."""
PAGE = b"""
#set page(width: float(sys.inputs.width) * 1pt, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""


def export(problem: Problem, record: Record, request: ExportRequest) -> bytes:
    return png(draw(lay_out(problem, record, request), request))


def png(svg: str) -> bytes:
    """The picture in twice as many dots as it has pixels, or as many as can be shown."""
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg)
    assert size is not None
    wide, tall = float(size[1]), float(size[2])
    scale = min(SHARP, LARGEST / max(wide, tall))
    compiler = typst.Compiler(font_paths=fonts(system=OURS.fullmatch(svg) is None))
    made = compiler.compile(
        PAGE, format="png", ppi=72 * scale, sys_inputs={"svg": svg, "width": str(wide)}
    )
    assert isinstance(made, bytes)
    return made
