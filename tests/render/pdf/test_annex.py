"""The annex as PDF, read back: what it says, what it is, what it refuses."""

import re
import string
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typst
from lxml import etree

from scheduler.problem import Problem
from scheduler.render.formats import Draft, ExportRequest, export
from scheduler.render.layout.heading import dated
from scheduler.render.layout.layout import lay_out
from scheduler.render.pdf import annex_pdf, typesetting
from scheduler.render.pdf.typesetting import MissingGlyphs
from tests import needed
from tests.draws import sampled
from tests.render.annexes import (
    AFTER_AN_OVERRUN,
    CEI,
    CSP11,
    ENIP,
    FOOTNOTE,
    PRINTED,
    TITLE,
    meeting,
    record,
    timetable,
    titled,
    with_lunches,
)
from tests.render.crowded import crowded
from tests.render.pdf.pdfs import page_count, poppler, structure, table

ROOT = Path(__file__).parents[3]
LUNCHES = ("briefing 25 13:15-14:45 annex", "launch 26 13:15-14:45 annex")
CHINESE = {"title": "日内瓦会议", "footnotes": []}


def written(*lines: str, problem: Problem | None = None, **wanted: Any) -> bytes:
    made = record(*(lines or PRINTED))
    return export("pdf", problem or meeting(), made, ExportRequest(**wanted))


@cache
def plain() -> bytes:
    """The annex of CSP11, for all who only read it."""
    return written()


def revised(**wanted: Any) -> bytes:
    made = record(*AFTER_AN_OVERRUN, revision=1, as_of="2025-02-25 17:55")
    return export("pdf", meeting(), made, ExportRequest(before=timetable(*PRINTED), **wanted))


def test_the_table_is_the_annex_cell_by_cell(tmp_path: Path) -> None:
    (found,) = structure(plain(), tmp_path).all("Table")
    # the last column repeats the labels for the eye only
    assert table(found) == [
        ["", "Tuesday", "Wednesday", "Thursday", "Friday", ""],
        ["10:00 – 13:00", ENIP, CEI, f"{CEI}\nWGTU", "WGTR", ""],
        ["15:00 – 18:00", ENIP, CEI, "WGTU", "WGTR", ""],
        ["SIDE EVENTS", *["tbc"] * 4, ""],
    ]


def test_csp11_is_one_page_with_title_and_footnote(tmp_path: Path) -> None:
    pdf = plain()
    read = structure(pdf, tmp_path)
    assert page_count(pdf, tmp_path) == 1
    assert [heading.text for heading in read.all("H1")] == [TITLE]
    assert FOOTNOTE.replace("**", "") in [part.text for part in read.all("P")]
    eye = poppler("pdftotext", "-layout", pdf=pdf, folder=tmp_path)
    assert eye.count("10:00 – 13:00") == 2


def test_it_says_that_it_is_accessible_and_to_be_kept(tmp_path: Path) -> None:
    pdf = plain()
    meta = poppler("pdfinfo", "-meta", pdf=pdf, folder=tmp_path)
    for claim in (
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
        "<dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>",
    ):
        assert claim in meta
    told = poppler("pdfinfo", pdf=pdf, folder=tmp_path)
    assert re.search(r"^Tagged:\s+yes$", told, re.M)
    assert re.search(r"^Page size:\s+841\.89 x 595\.\d+ pts \(A4\)$", told, re.M)
    assert TITLE in told


def test_every_font_is_inside_and_can_be_searched(tmp_path: Path) -> None:
    lines = poppler("pdffonts", pdf=plain(), folder=tmp_path).splitlines()[2:]
    assert {line.split()[0].partition("+")[2].split("-")[0] for line in lines} == {"NotoSans"}
    for line in lines:
        assert re.search(r"Identity-H\s+yes yes yes", line)


def test_the_heads_of_the_columns_are_heads(tmp_path: Path) -> None:
    (found,) = structure(plain(), tmp_path).all("Table")
    assert [head.text for head in found.all("TH")][1:5] == [
        *("Tuesday", "Wednesday", "Thursday", "Friday"),
    ]


def test_a_revision_shows_what_changed_and_says_it_below(tmp_path: Path) -> None:
    pdf = revised()
    read = structure(pdf, tmp_path)
    (found,) = read.all("Table")
    assert [heading.text for heading in read.all("H1")] == [f"{TITLE} Rev.1"]
    assert table(found)[1] == [
        "10:00 – 13:00",
        ENIP,
        f"CHANGED\n{ENIP}\n{CEI}",
        f"{CEI}\nWGTU",
        "CHANGED\nWGTU\nWGTR",
        "",
    ]
    assert page_count(pdf, tmp_path) == 1
    last = poppler("pdftotext", "-raw", pdf=pdf, folder=tmp_path)
    assert "· Rev.1 · as of 25 February 2025, 17:55" in last
    assert f"Wednesday 26 February, 10:00 – 13:00: now also {ENIP}" in " ".join(last.split())


def test_it_is_dated_by_the_timetable_and_not_by_the_clock(tmp_path: Path) -> None:
    assert "CreateDate>2025-02-25T16:55:00+00:00<" in poppler(
        "pdfinfo", "-meta", pdf=revised(), folder=tmp_path
    )
    assert "CreateDate>2025-02-24T23:00:00+00:00<" in poppler(
        "pdfinfo", "-meta", pdf=plain(), folder=tmp_path
    )


def test_equal_timetables_give_equal_files() -> None:
    assert written() == written()
    assert revised(language="ar") == revised(language="ar")


def test_a_draft_says_so_across_every_page(tmp_path: Path) -> None:
    pdf = revised(draft=Draft())
    read = poppler("pdftotext", "-raw", pdf=pdf, folder=tmp_path)
    assert read.splitlines().count("DRAFT") == page_count(pdf, tmp_path)
    # it is painted over the page and not read out between two cells
    assert "DRAFT" not in [part.text for part in structure(pdf, tmp_path).all("P")]
    plain = poppler("pdftotext", "-raw", pdf=revised(), folder=tmp_path)
    assert "DRAFT" not in plain.splitlines()


@pytest.mark.parametrize(
    ("view", "heads"),
    sampled(
        [
            ("rooms", ["Room", *(f"{day} February" for day in ("Tuesday 25", "Wednesday 26"))]),
            ("groups", ["Body", *(f"{day} February" for day in ("Tuesday 25", "Wednesday 26"))]),
            ("side-events", ["Room", "Tuesday", "Wednesday"]),
            ("list", ["Time", "Session", "Body", "Room"]),
        ],
        1,
    ),
)
def test_every_view_can_be_printed(tmp_path: Path, view: Any, heads: list[str]) -> None:
    pdf = written(*PRINTED, *LUNCHES, problem=with_lunches(), view=view)
    first = structure(pdf, tmp_path).all("Table")[0]
    assert table(first)[0][: len(heads)] == heads


@pytest.mark.parametrize("view", sampled(["days", "rooms", "groups", "side-events", "list"], 2))
def test_an_empty_timetable_is_a_page_too(tmp_path: Path, view: Any) -> None:
    pdf = export("pdf", meeting(), record(), ExportRequest(view=view))
    assert TITLE in poppler("pdftotext", pdf=pdf, folder=tmp_path)


def test_neighbours_that_say_the_same_are_one_cell(tmp_path: Path) -> None:
    (found,) = structure(written(view="groups"), tmp_path).all("Table")
    assert table(found)[2][:4] == ["WGETI", ENIP, CEI, CEI]


@pytest.mark.parametrize("language", sampled(["ar", "ru", "fr", "es"], 2))
def test_every_language_but_chinese_is_set_in_fonts_of_ours(tmp_path: Path, language: Any) -> None:
    pdf = revised(language=language)
    meta = poppler("pdfinfo", "-meta", pdf=pdf, folder=tmp_path)
    assert f"<rdf:li>{language}</rdf:li>" in meta
    fonts = poppler("pdffonts", pdf=pdf, folder=tmp_path).splitlines()[2:]
    assert all("+NotoSans" in line for line in fonts)


def test_arabic_days_run_from_the_right(tmp_path: Path) -> None:
    boxes = poppler("pdftotext", "-bbox", pdf=written(language="ar"), folder=tmp_path)
    found = re.findall(r'xMin="([\d.]+)"[^>]*>(WGTU|WGTR)<', boxes)
    friday = min(float(x) for x, word in found if word == "WGTR")
    thursday = min(float(x) for x, word in found if word == "WGTU")
    assert friday < thursday


HOSTILE = (
    "<script>alert(1)</script> #let x = 1; #panic() $x^2$ *b* _i_ @ref <label> // c /* d */",
    '=cmd|\' /C calc\'!A0 \x00\x07 "}] \\u{41} \\" #read("/etc/passwd")',
    "\u202eright\u2066 to left - + / = ~ ` ``` raw ```",
    "W" * 2000,
)


def test_hostile_titles_are_only_text(tmp_path: Path) -> None:
    problem = titled(*HOSTILE, annex={"title": HOSTILE[0], "footnotes": HOSTILE[:3]})
    pdf = written(problem=problem)
    text = poppler("pdftotext", "-raw", pdf=pdf, folder=tmp_path)
    letters = "".join(char for char in text if char in string.printable and not char.isspace())
    for words in HOSTILE[:3]:
        # in a title, in a footnote, and in each of two cells
        once = "".join(char for char in words if char in string.printable[:94])
        assert letters.count(once) >= 2
    assert letters.count("W") >= 2 * 2000


def test_titles_of_ten_thousand_characters_are_printed_whole(tmp_path: Path) -> None:
    long = replace(lay_out(meeting(), record(*PRINTED)), title="W" * 10_000, heading="w " * 5_000)
    read = poppler("pdftotext", "-raw", pdf=annex_pdf.write(long), folder=tmp_path)
    text = read.replace("\u200b", "").replace("\n", "")
    # the foot of each page has a hundred of them
    assert sum(map(len, re.findall("W{10,}", text))) == 10_000 + 100 * text.count("W…")
    assert text.count("w") >= 5_000


def test_no_text_is_cut_or_runs_out_of_the_page(tmp_path: Path) -> None:
    pdf = written(problem=titled("word " * 390, "W" * 2000))
    boxes = poppler("pdftotext", "-bbox", pdf=pdf, folder=tmp_path)
    edges = [float(x) for x in re.findall(r'xMax="([\d.]+)"', boxes)]
    assert max(edges) < 841.89 - 14
    # Tuesday is set in its own column
    ends = re.findall(r'xMin="([\d.]+)"[^>]*xMax="([\d.]+)"[^>]*>W{5,}', boxes)
    assert ends
    assert all(float(right) - float(left) < 170 for left, right in ends)


def test_a_character_without_a_glyph_is_named_with_its_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # as on a machine that has no fonts of its own
    monkeypatch.setattr(typesetting, "OF_THE_MACHINE", ())
    typesetting._is_there.cache_clear()
    with pytest.raises(MissingGlyphs) as refused:
        written(problem=titled("Briefing 周 \U0001f9ff and 周", CEI))
    typesetting._is_there.cache_clear()
    assert str(refused.value).splitlines()[0] == (
        "nothing was written, for no font has '周' (U+5468 CJK UNIFIED IDEOGRAPH-5468), "
        "'\U0001f9ff' (U+1F9FF NAZAR AMULET) in 'Briefing 周 \U0001f9ff and 周'"
    )


def test_a_mark_that_no_font_sets_on_a_letter_is_named() -> None:
    with pytest.raises(MissingGlyphs, match=r"U\+20D8 COMBINING RING OVERLAY.*in 'o\u20d8'"):
        written(problem=titled("o\u20d8"))


def test_chinese_is_set_in_a_font_of_the_machine_that_is_named(tmp_path: Path) -> None:
    there = set(typst.Fonts().families()) & set(typesetting.CHINESE)
    if not there:
        needed.missing("a Chinese font")
    pdf = written(language="zh", problem=meeting(annex=CHINESE))
    assert structure(pdf, tmp_path).all("H1")[0].text == "日内瓦会议"
    assert " no " not in poppler("pdffonts", pdf=pdf, folder=tmp_path).partition("---\n")[2]


def test_other_faults_of_a_template_are_not_taken_for_a_missing_glyph() -> None:
    made = annex_pdf._content(lay_out(meeting(), record(*PRINTED)))
    with pytest.raises(typst.TypstError):
        typesetting.typeset(b"#panic()", made, at=dated(lay_out(meeting(), record())))


def test_the_sittings_of_the_file_are_those_of_the_timetable(tmp_path: Path) -> None:
    problem, made = crowded()
    pdf = export("pdf", problem, made, ExportRequest(view="list"))
    rooms = {room.id: room.name for room in problem.rooms}
    known = {session.id: session for session in problem.sessions}
    planned = sorted(
        f"{s.start:%H:%M} – {s.end:%H:%M} {known[s.session].title} "
        f"{known[s.session].group or ''} {rooms[s.room]}".replace("  ", " ")
        for s in made.sittings
    )
    read = poppler("pdftotext", "-layout", pdf=pdf, folder=tmp_path)
    lines = (" ".join(line.split()) for line in read.splitlines())
    assert sorted(line for line in lines if re.match(r"\d\d:\d\d", line)) == planned
    assert page_count(pdf, tmp_path) == len(problem.days)


@pytest.mark.ci
def test_a_crowded_annex_has_a_page_for_each_table(tmp_path: Path) -> None:
    problem, made = crowded()
    pdf = export("pdf", problem, made)
    read = poppler("pdftotext", "-layout", pdf=pdf, folder=tmp_path).split("\f")[:-1]
    tables = [sheet.caption or "" for page in lay_out(problem, made).pages for sheet in page]
    assert tables[:3] == ["3-4 March 2025", "5-6 March 2025", "Friday 7 March"]
    assert [sum(name in page for page in read) for name in tables] == [1] * len(tables)
    assert len(read) == len(tables)
    for page in read:
        assert all(f"Meeting Room {room}" in page for room in range(1, 11))


def test_hours_stand_on_one_line_above_the_columns_of_bodies(tmp_path: Path) -> None:
    pdf = annex_pdf.write(
        lay_out(meeting(), record(*PRINTED), ExportRequest(view="groups", language="fr"))
    )
    said = poppler("pdftotext", "-raw", pdf=pdf, folder=tmp_path)
    assert len(re.findall(r"\d\d:\d\d – \d\d:\d\d", said)) == 8


def test_a_row_of_a_long_table_goes_to_the_next_page_as_one_with_its_label(tmp_path: Path) -> None:
    """A room was named on one page, and had the last of its sessions on the next."""
    rooms = [{"id": f"r{n}", "name": f"Room {n:02}"} for n in range(14)]
    ids = [(r, k) for r in range(14) for k in range(4)]
    sessions = [
        {"id": f"s{r}-{k}", "title": f"Informal consultations on item {r:02}.{k}", "minutes": 30}
        for r, k in ids
    ]
    held = [
        f"s{r}-{k} 25 1{k // 2}:{'03'[k % 2]}0-1{(k + 1) // 2}:{'30'[k % 2]}0 r{r}" for r, k in ids
    ]
    problem = meeting(rooms=rooms, sessions=sessions, rolling=[], days=[CSP11["days"][0]], annex={})
    pdf = written(*held, problem=problem)
    pages = poppler("pdftotext", "-layout", pdf=pdf, folder=tmp_path).split("\f")
    assert sum("Room" in page for page in pages) > 1
    for page in pages:
        named = set(re.findall(r"Room (\d\d)", page))
        assert named == set(re.findall(r"item (\d\d)\.", page))


@pytest.mark.ci
def test_a_row_that_is_taller_than_a_page_is_cut_and_says_all(tmp_path: Path) -> None:
    sessions = [{"id": f"s{n}", "title": f"Paper {n:03}", "minutes": 1} for n in range(120)]
    held = [
        f"s{n} 25 1{n // 60}:{n % 60:02}-1{(n + 1) // 60}:{(n + 1) % 60:02}" for n in range(120)
    ]
    problem = meeting(sessions=sessions, rolling=[], annex={})
    eye = poppler("pdftotext", "-layout", pdf=written(*held, problem=problem), folder=tmp_path)
    assert set(re.findall(r"Paper (\d{3})", eye)) == {f"{n:03}" for n in range(120)}


@pytest.mark.ci
@pytest.mark.parametrize(("language", "at_left"), [("en", True), ("ar", False)])
def test_the_bar_of_a_changed_cell_stands_where_reading_begins(
    language: str, at_left: bool, tmp_path: Path
) -> None:
    """In Arabic at the right, as in Word and on the page."""
    file, picture = tmp_path / "bar.pdf", tmp_path / "bar.svg"
    file.write_bytes(revised(language=language))
    subprocess.run([needed.tool("pdftocairo"), "-svg", str(file), str(picture)], check=True)
    paths = [path.attrib for path in etree.parse(picture).iter("{*}path")]
    moves = [path["transform"] for path in paths if re.search('stroke-width[:=]"?3\\b', str(path))]
    bars = {round(float(move.split(",")[4])) for move in moves}
    shades = [path["d"].split() for path in paths if "95.68" in str(path)]
    edges = {round(float(shade[1 if at_left else 4])) for shade in shades}
    assert bars
    assert bars <= edges
