"""
The formats that are no annex: for apps, spreadsheets and for looking at.

Each is a function from a timetable and what is wanted of it to bytes, loaded only when asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from scheduler.problem import Problem
from scheduler.render.apps import Profile
from scheduler.render.layout.wanted import ALL, laid_out
from scheduler.render.layout.wanted import Wanted as Sheets
from scheduler.timetable import Charge, Record

Picture = Literal["grid", "gantt", "utilisation", "clashes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """
    What is wanted of a format.

    Attributes
    ----------
    profile
        Of xml and json.
    charges
        What the timetable costs, as the verifier found it; the map of clashes is made of it.
    sheets
        Of pictures: the language, the only day, the timetable to compare with.
    """

    profile: Profile = "voc"
    sheets: Sheets = ALL
    picture: Picture = "grid"
    charges: Sequence[Charge] = ()


Data = Callable[[Problem, Record, Wanted], bytes]


def _xml(problem: Problem, record: Record, wanted: Wanted) -> bytes:
    from scheduler.render.apps import schedule_xml

    return schedule_xml.write(problem, record, wanted.profile)


def _json(problem: Problem, record: Record, wanted: Wanted) -> bytes:
    from scheduler.render.apps import schedule_json

    return schedule_json.write(problem, record, wanted.profile)


def _csv(problem: Problem, record: Record, wanted: Wanted) -> bytes:
    from scheduler.render.workbook import csv

    return csv.write(problem, record)


def _svg(problem: Problem, record: Record, wanted: Wanted) -> bytes:
    from scheduler.render import pictures

    layout = laid_out(problem, record, wanted.sheets)
    return pictures.draw(layout, wanted.picture, wanted.charges).encode()


def _png(problem: Problem, record: Record, wanted: Wanted) -> bytes:
    from scheduler.render.pictures.png import png

    return png(_svg(problem, record, wanted).decode())


DATA: Mapping[str, Data] = {"csv": _csv, "json": _json, "png": _png, "svg": _svg, "xml": _xml}
"""json is here for its profiles; without one it is the timetable file itself."""
