"""The table of formats: a timetable as a file."""

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol, cast

from scheduler.errors import did_you_mean
from scheduler.problem import Problem
from scheduler.render.export_request import WHOLE, ExportRequest
from scheduler.timetable import Record

FORMATS: Mapping[str, str] = {
    "csv": "workbook.sittings_csv",
    "docx": "docx.annex_docx",
    "html": "html.annex_html",
    "json": "apps.schedule_json",
    "md": "markdown",
    "pdf": "pdf.annex_pdf",
    "png": "pictures.picture_png",
    "svg": "pictures.picture_svg",
    "xlsx": "workbook.annex_xlsx",
    "xml": "apps.schedule_xml",
}
"""Format -> the module of this room whose ``export`` writes it; loaded when it is asked for."""


class Format(Protocol):
    """A module that writes a format."""

    def export(self, problem: Problem, record: Record, request: ExportRequest) -> bytes: ...


def export(format: str, problem: Problem, record: Record, request: ExportRequest = WHOLE) -> bytes:
    """
    The timetable of a record in one of ``FORMATS``; equal input gives equal bytes.

    Raises
    ------
    ValueError
        If there is no such format, or what is requested is not there.
    """
    if format not in FORMATS:
        hint = did_you_mean(format, FORMATS)
        raise ValueError(f"there is no format {format!r}{hint} (formats: {', '.join(FORMATS)})")
    module = cast(Format, import_module(f"scheduler.render.{FORMATS[format]}"))
    return module.export(problem, record, request)
