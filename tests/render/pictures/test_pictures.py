"""Pictures: everything there, nothing over anything else, all text only text."""

import re
import struct
from collections.abc import Callable
from datetime import date, datetime, time
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest

from scheduler import verifier
from scheduler.problem import Problem, Sitting
from scheduler.render.formats import ExportRequest, export
from scheduler.render.languages.languages import LANGUAGES
from scheduler.render.pictures.svg import DOTS, fit_text, width, wrap_text
from scheduler.timetable import Record
from scheduler.vocabulary.printing import LanguageCode, Picture
from tests.draws import sampled
from tests.render import large
from tests.render.annexes import (
    AFTER_AN_OVERRUN,
    PRINTED,
    meeting,
    record,
    timetable,
    titled,
    with_lunches,
)
from tests.search import conferences

PICTURES = ("grid", "gantt", "utilisation", "clashes")
SVG = "{http://www.w3.org/2000/svg}"
LONG = "Wide WWWW MMMM " * 20
HOSTILE = (
    "<script>alert(1)</script>",
    "&lt;]]>",
    "#let x = 1",
    "\x1b\x00\u202eabc",
    "x" * 2_000,
    LONG,
)
Box = tuple[float, float, float, float]


def charged(problem: Problem, made: Record, picture: Any) -> ExportRequest:
    return ExportRequest(picture=picture, charges=tuple(verifier.charges(problem, made.timetable)))


def drawn(problem: Problem, made: Record, picture: str) -> Element:
    return fromstring(export("svg", problem, made, charged(problem, made, picture)))


def texts(root: Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def place(text: Element) -> Box:
    """What a text takes at most: left, top, right, bottom."""
    x, y, size = (float(text.get(name, "0")) for name in ("x", "y", "font-size"))
    long = width(text.text or "", size, bold=text.get("font-weight") == "bold")
    if text.get("transform"):
        return x - size * 0.75, y - long, x + size * 0.25, y
    left = x - long * {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
    return left, y - size * 0.75, left + long, y + size * 0.25


def overlap(one: Box, other: Box) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 1
        and min(one[3], other[3]) - max(one[1], other[1]) > 1
    )


def assert_readable(root: Element) -> None:
    """No text over another one, none past the edge of the picture."""
    right, bottom = float(root.get("width", "")), float(root.get("height", ""))
    places = sorted((place(text), text.text) for text in root.iter(f"{SVG}text"))
    for index, (box, text) in enumerate(places):
        assert box[0] >= 0, text
        assert box[1] >= 0, text
        assert box[2] <= right, text
        assert box[3] <= bottom, text
        for other, below in places[index + 1 :]:
            if other[0] > box[2]:
                break
            assert not overlap(box, other), (text, below)


class Meetings(dict[str, tuple[Problem, Record]]):
    """Meetings with their timetables by name, each made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def __missing__(self, name: str) -> tuple[Problem, Record]:
        made: dict[str, Callable[[], tuple[Problem, Record]]] = {
            "csp11": lambda: (meeting(), record(*PRINTED)),
            "lunches": lambda: (
                with_lunches(),
                record(*AFTER_AN_OVERRUN, "launch 26 13:15-14:45 annex"),
            ),
            "long": lambda: (titled(LONG, LONG, LONG), record(*AFTER_AN_OVERRUN, revision=1)),
            "subsidiary": _subsidiary,
            "large": lambda: (large.problem(self.folder), large.record()),
        }
        self[name] = made[name]()
        return self[name]


def _subsidiary() -> tuple[Problem, Record]:
    problem = conferences.subsidiary(1)
    place = {"meeting": "sb", "scenario_sha256": "", "timezone": "Europe/Berlin"}
    return problem, Record(**place, sittings=conferences.filled(problem).sittings)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Meetings:
    return Meetings(tmp_path_factory.mktemp("large"))


@pytest.mark.parametrize("name", sampled(["lunches", "long", "csp11", "subsidiary", "large"], 2))
@pytest.mark.parametrize("picture", PICTURES)
def test_nothing_is_over_anything_else(
    name: str, picture: str, known: dict[str, tuple[Problem, Record]]
) -> None:
    assert_readable(drawn(*known[name], picture))


def test_two_texts_in_one_place_would_be_found() -> None:
    one = '<text x="10" y="20" font-size="10">abc</text>'
    root = f'<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99">{one}{one}</svg>'
    with pytest.raises(AssertionError):
        assert_readable(fromstring(root))


def test_the_grid_has_every_sitting_once(known: dict[str, tuple[Problem, Record]]) -> None:
    told = texts(drawn(*known["csp11"], "grid"))
    assert told.count("WGTU") == 2 + 1  # and once in the legend
    assert sum(1 for text in told if text.startswith("WGETI Sub-working")) == 5


def test_the_gantt_has_a_bar_for_each_sitting_as_long_as_it_is(
    known: dict[str, tuple[Problem, Record]],
) -> None:
    problem, made = known["large"]
    bars = [
        float(rect.get("width", ""))
        for rect in drawn(problem, made, "gantt").iter(f"{SVG}rect")
        if rect.find(f"{SVG}title") is not None
    ]
    assert len(bars) == 300
    lengths = sorted(int((s.end - s.start).total_seconds()) for s in made.sittings)
    hour = min(bars) * 3600 / lengths[0]
    assert [round(bar * 3600 / hour) for bar in sorted(bars)] == pytest.approx(lengths, abs=10)


def test_utilisation_says_the_share_of_the_minutes(
    known: dict[str, tuple[Problem, Record]],
) -> None:
    less = record(*PRINTED[:-1], "wgtr 28 15:00-16:30")
    told = texts(drawn(meeting(), less, "utilisation"))
    assert told.count("100") == 7
    assert told.count("50") == 1
    assert "94%" in told  # 1,350 of 1,440 minutes


def test_clashes_are_those_of_the_verifier(known: dict[str, tuple[Problem, Record]]) -> None:
    problem, made = known["large"]
    told = texts(drawn(problem, made, "clashes"))
    total = sum(charge.amount for charge in charged(problem, made, "clashes").charges)
    assert sum(int(text) for text in told if text.isdecimal()) == 2 * total
    assert "Nothing at once costs anything." in texts(drawn(*known["csp11"], "clashes"))


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_titles_are_only_text(title: str, picture: str) -> None:
    root = drawn(titled(title, title), record(*PRINTED), picture)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "desc", "rect", "text", "line")
    }
    for text in texts(root):
        assert not set(text) & {"\x00", "\x1b", "\u202e"}
    assert_readable(root)


@pytest.mark.parametrize("picture", PICTURES)
def test_equal_records_give_equal_pictures(picture: Any) -> None:
    made = record(*PRINTED)
    shuffled = made.model_copy(update={"sittings": made.sittings[::-1]})
    for format in ("svg", "png"):
        one, other = (
            export(format, meeting(), r, charged(meeting(), r, picture)) for r in (made, shuffled)
        )
        assert one == other


def test_a_png_has_twice_as_many_dots_as_the_svg_has_pixels() -> None:
    root = drawn(meeting(), record(*PRINTED), "grid")
    data = export("png", meeting(), record(*PRINTED), ExportRequest())
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    wide, tall = struct.unpack(">II", data[16:24])
    assert wide == pytest.approx(2 * float(root.get("width", "")), abs=2)
    assert tall == pytest.approx(2 * float(root.get("height", "")), abs=2)


@pytest.mark.parametrize("text", [LONG, "x" * 400, "中文" * 30, "é" * 50, "ab cd"])
@pytest.mark.parametrize("room", [30, 80, 300])
def test_text_is_cut_and_wrapped_to_the_room_there_is(text: str, room: float) -> None:
    assert width(fit_text(text, room, 10), 10) <= room
    lines = wrap_text(text, room, 10, 3)
    assert 1 <= len(lines) <= 3
    assert all(width(line, 10) <= room for line in lines)
    whole = wrap_text(text, room, 10, 10_000)
    assert "".join(whole).replace(" ", "") == text.replace(" ", "")
    if len(whole) > 3:
        assert lines[-1].endswith(DOTS)


def svg(picture: Picture, code: LanguageCode, *lines: str) -> str:
    wanted = ExportRequest(picture=picture, language=code)
    return export("svg", meeting(), record(*lines or PRINTED), wanted).decode()


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_a_picture_speaks_one_language(code: LanguageCode) -> None:
    """Only the days were translated; the rest was in English, whatever was asked for."""
    sight = LANGUAGES[code].pictures
    utilisation = svg("utilisation", code)
    for words in (sight.utilisation, sight.past_end):
        assert words in unescape(utilisation)
    clashes = unescape(svg("clashes", code))
    assert sight.clashes in clashes
    assert sight.never in clashes
    assert sight.gantt in unescape(svg("gantt", code))
    assert sight.grid in unescape(svg("grid", code))
    for picture in ("grid", "gantt", "utilisation", "clashes"):
        assert not re.search(r"minutes at once|Who sits|percent|cost,", svg(picture, code))


def test_a_session_that_goes_on_is_one_row_in_every_language() -> None:
    """The word for it was taken off in English only, and named a row."""
    said = svg("gantt", "fr", *PRINTED[1:])
    assert "(suite)" not in re.sub(r"<title>.*?</title>", "", said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_date_is_cut_however_narrow_its_column(language: Any) -> None:
    """One slot a day leaves a day the least room; the longest names of weekdays and months."""
    days = [date(2026, 9, day) for day in (2, 7)]
    problem = meeting(
        days=days,
        slots=[{"id": "morning", "start": "10:00", "end": "13:00"}],
        sessions=[{"id": f"s{n}", "title": f"Item {n}", "minutes": 180} for n in range(4)],
        rolling=[],
        annex={"language": language},
    )
    zone = problem.zone
    sittings = [
        {
            "session": f"s{n}",
            "room": ("plenary", "annex")[n // 2],
            "start": datetime.combine(days[n % 2], time(10), zone),
            "end": datetime.combine(days[n % 2], time(13), zone),
        }
        for n in range(4)
    ]
    made = record().model_copy(update={"sittings": tuple(map(Sitting.model_validate, sittings))})
    found = texts(drawn(problem, made, "grid"))
    assert sum("10:00 – 13:00" in text for text in found) >= 2
    assert not [text for text in found if DOTS in text]


def test_a_changed_cell_of_the_grid_has_a_bar_and_the_word_beside_its_shade() -> None:
    request = ExportRequest(before=timetable(*PRINTED))
    drawn = fromstring(export("svg", meeting(), record(*AFTER_AN_OVERRUN), request))
    words = ["".join(text.itertext()) for text in drawn.findall(".//{*}text")]
    bars = [rect for rect in drawn.findall(".//{*}rect") if rect.get("fill") == "#8a4b00"]
    shades = [rect for rect in drawn.findall(".//{*}rect") if rect.get("fill") == "#fff4d1"]
    assert words.count("changed") == len(bars) == len(shades) == 3
