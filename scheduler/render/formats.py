"""A timetable as a file: the table of formats, and what of it is to be exported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from scheduler.errors import did_you_mean
from scheduler.problem import Problem
from scheduler.timetable import Charge, Record, Timetable
from scheduler.vocabulary.printing import LanguageCode, Picture, Profile, ViewName

if TYPE_CHECKING:  # numpy takes 0.1 s, and most files have no chances
    from scheduler.risk.figures import SessionRisk


@dataclass(frozen=True, slots=True)
class Draft:
    """
    That a timetable is not published, which every form says.

    ``name``: what the store calls it, ``r3``; empty of a file. ``overtaken``: the number of the
    revision in force, if that is another one than it was made from.
    """

    name: str = ""
    overtaken: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """
    What of a timetable is to be exported, and how; each format reads what concerns it.

    Attributes
    ----------
    before
        The timetable to compare with: cells that print something else are marked changed.
    earlier
        The problem of ``before``, if it may print other words; None is the same one.
    clean
        Mark nothing; what is compared with is read for stubs alone.
    stubs
        Whether the old cell of a session that moved says where it is now.
    of
        Id of a person, or a body: a programme is of theirs.
    day
        The only day to print; None is all of them.
    rooms
        Ids of the rooms to print, in this order; None is every room with regular sessions.
    language
        Two letters; None is the language of the scenario.
    second
        Another language, printed as well; of docx, html, md, pdf.
    picture
        Of svg and png.
    columns
        Slots side by side in a table of rooms or bodies at the most; None is what A4 takes.
    draft
        Set if it is not published: it says so instead of a number that stands for an issue.
    times
        Whether rolling sessions carry the hours that are expected of them.
    charges
        What the timetable costs, as the verifier found it; the map of clashes is made of it.
    chances
        How late each session may be: a table after the annex, a column of a list, a sheet of xlsx.
    profile
        Of xml and json; json without one is the whole timetable with its own list of changes.
    """

    before: Timetable | None = None
    earlier: Problem | None = None
    clean: bool = False
    stubs: bool = False
    view: ViewName = "days"
    of: str | None = None
    day: date | None = None
    rooms: Sequence[str] | None = None
    language: LanguageCode | None = None
    second: LanguageCode | None = None
    draft: Draft | None = None
    picture: Picture = "grid"
    columns: int | None = None
    times: bool = False
    charges: Sequence[Charge] = ()
    chances: Sequence["SessionRisk"] = ()
    profile: Profile | None = None


WHOLE = ExportRequest()
"""All of it, as the scenario says."""
IN_TWO_LANGUAGES = ("docx", "html", "md", "pdf")
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
    if request.second is not None and format not in IN_TWO_LANGUAGES:
        forms = ", ".join(IN_TWO_LANGUAGES)
        raise ValueError(f"two languages at once are for {forms}, not for {format}")
    if request.view == "sign" and format != "html":
        raise ValueError("a sign is a page for a screen: rollgrid export html --view sign")
    if request.chances and request.view in ("sign", "side-events"):
        raise ValueError("chances stand in tables and lists of sessions: choose another view")
    module = import_module(f"scheduler.render.{FORMATS[format]}")
    data: bytes = module.export(problem, record, request)
    return data
