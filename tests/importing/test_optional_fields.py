"""Items, papers, organisers, descriptions, numbers, open or closed: from programmes and sheets."""

import json
from pathlib import Path

import pytest

from scheduler.importing import placed_scenario
from scheduler.importing.person_names import PersonNames, several
from scheduler.importing.placed_table import PlacedRows, placed_rows
from scheduler.importing.programmes import Programme, read_json, read_xml
from scheduler.importing.session_list import read
from scheduler.problem import Problem, Session, Sitting
from scheduler.render.formats import ExportRequest, export
from scheduler.scenario import load_bytes
from scheduler.timetable import Record
from scheduler.vocabulary.printing import Format, Profile

SCENARIO = """\
format: 1
meeting: {id: mill, title: Mill days, timezone: Europe/Zurich}
days: [2030-03-05]
slots:
  - {id: all, start: "09:00", end: "18:00"}
  - {id: late, start: "18:00", end: "20:00", only: [side-event]}
rooms: [{id: loft, name: Loft}]
groups: [{id: Millers, title: Body of Millers, meetings: 3}]
sessions:
  - id: flour
    title: Flour
    group: Millers
    minutes: 60
    items: ["4(a)", 5]
    closed: true
    description: "White, brown, and what is between"
  - id: stones
    title: Stones
    group: Millers
    minutes: 60
    webcast: true
    organiser: Guild of masons
  - {id: bread, title: Bread, kind: side-event, minutes: 60, tbc: true}
documents:
  - {id: mill-1, symbol: MILL/1, url: "https://example.org/1.pdf", sessions: [flour, stones]}
  - {id: mill-2, symbol: MILL/2, sessions: [stones], out: 2030-01-01}
"""
PRINTED = ("items", "closed", "webcast", "organiser", "description", "tbc", "group", "kind")


def problem() -> Problem:
    return load_bytes(Path("mill.yaml"), SCENARIO.encode()).problem


def issue() -> Record:
    held = (("flour", 9), ("stones", 10), ("bread", 18))
    sittings = (
        Sitting.model_validate(
            {
                "session": id,
                "part": 1,
                "parts": 1,
                "room": "loft",
                "start": f"2030-03-05T{h:02}:00+01:00",
                "end": f"2030-03-05T{h + 1:02}:00+01:00",
            }
        )
        for id, h in held
    )
    return Record(
        meeting="mill", scenario_sha256="", timezone="Europe/Zurich", sittings=tuple(sittings)
    )


def imported(path: Path) -> bytes:
    """A scenario of what was exported."""
    if path.suffix in (".xml", ".json"):
        return (read_xml if path.suffix == ".xml" else read_json)(path).data
    rows = placed_rows(read(path))
    assert rows is not None
    return placed_scenario.as_scenario(rows, zone="Europe/Zurich")


def printed(session: Session) -> dict[str, object]:
    return session.model_dump(include={*PRINTED})


@pytest.mark.parametrize(
    ("form", "profile"),
    [("csv", None), ("xlsx", None), ("xml", "voc"), ("xml", "pretalx"), ("json", "voc")],
)
def test_what_is_printed_comes_back(tmp_path: Path, form: Format, profile: Profile | None) -> None:
    path = tmp_path / f"mill.{form}"
    path.write_bytes(export(form, problem(), issue(), ExportRequest(profile=profile)))
    made = load_bytes(tmp_path / "m.yaml", imported(path)).problem
    assert [*map(printed, made.sessions)] == [*map(printed, problem().sessions)]
    papers = [(p.id, p.symbol, p.url, p.sessions) for p in problem().documents]
    assert [(p.id, p.symbol, p.url, p.sessions) for p in made.documents] == papers
    assert [(g.id, g.meetings) for g in made.groups] == [("Millers", 3)]


def test_apps_are_told_what_is_printed(tmp_path: Path) -> None:
    """Each in the place that apps show it in."""
    data = export("json", problem(), issue(), ExportRequest(profile="voc"))
    rooms = json.loads(data)["schedule"]["conference"]["days"][0]["rooms"]
    flour, stones, bread = rooms["Loft"]
    assert flour["subtitle"] == "3rd meeting (closed)"
    assert flour["abstract"] == "White, brown, and what is between"
    assert flour["description"] == "Items 4(a), 5"
    assert flour["links"] == [{"url": "https://example.org/1.pdf", "title": "MILL/1"}]
    assert stones["subtitle"] == "4th meeting [webcast]"
    assert stones["description"].splitlines() == ["MILL/2", "Organiser: Guild of masons"]
    assert (bread["subtitle"], bread["links"]) == ("(tbc)", [])


TALK = """<event id='1'><date>2030-03-05T10:00:00+01:00</date><duration>01:00</duration>
<title>Wheat</title><abstract>{abstract}</abstract><description>How <b>wheat</b> grows</description>
<persons><person>Ada Field</person></persons>
<links><link href='https://example.org/w.pdf'>Slides</link><link href='/x'>x</link></links>
<attachments><attachment href='https://example.org/ada-field.pdf'>a</attachment></attachments>
</event>"""


def foreign(tmp_path: Path, abstract: str) -> Programme:
    path = tmp_path / "farm.xml"
    talk = TALK.format(abstract=abstract)
    path.write_text(
        "<schedule><conference><title>Farm</title></conference><day date='2030-03-05'>"
        f"<room name='Barn'>{talk}</room></day></schedule>",
        encoding="utf-8",
    )
    return read_xml(path)


@pytest.mark.parametrize(
    ("abstract", "description"),
    [
        ("", "How wheat grows"),
        ("&lt;p&gt;All of it&lt;/p&gt;", "All of it"),
        ("Ada Field tells how", ""),
        ("ada  FIELD tells how", ""),
        ("Ada tells of a field", "Ada tells of a field"),
    ],
)
def test_a_talk_of_others_has_its_description_and_pages_but_no_names(
    tmp_path: Path, abstract: str, description: str
) -> None:
    made = foreign(tmp_path, abstract)
    scenario = load_bytes(tmp_path / "m.yaml", made.data).problem
    assert scenario.sessions[0].description == description
    assert [(d.title, d.url, d.sessions) for d in scenario.documents] == [
        ("Slides", "https://example.org/w.pdf", ("1",))
    ]
    assert b"field.pdf" not in made.data
    assert [r for r in made.remarks if "persons" in r] == [
        f"descriptions and links: {'1 text names' if description else '2 texts name'} persons of "
        "the programme: left out"
    ]


def test_a_long_description_is_cut_and_that_is_said(tmp_path: Path) -> None:
    made = foreign(tmp_path, "wheat " * 500)
    scenario = load_bytes(tmp_path / "m.yaml", made.data).problem
    assert scenario.sessions[0].description.endswith("wheat ...")
    assert "descriptions cut to 2,000 letters: 1" in made.remarks


SHEET = """\
Date;Start;End;Room;Title;Body;Speakers;Open or closed;Meeting no.;Description
5.3.2030;10:00;11:00;Loft;Rye;Millers;Ada Field, Bo Stone;open;1st meeting;How rye is cut
5.3.2030;11:00;12:00;Loft;Oats;Millers;Field, Ada;Closed;2;Ada Field tells how
5.3.2030;10:00;11:00;Barn;Hay;Mowers;;perhaps;4;
5.3.2030;11:00;12:00;Barn;Straw;Mowers;B. Stone;;6;
"""


def sheet(tmp_path: Path) -> PlacedRows:
    (tmp_path / "s.csv").write_text(SHEET, encoding="utf-8")
    rows = placed_rows(read(tmp_path / "s.csv"))
    assert rows is not None
    return rows


def test_a_sheet_has_speakers_as_numbers_and_what_is_closed(tmp_path: Path) -> None:
    rows = sheet(tmp_path)
    made = load_bytes(tmp_path / "m.yaml", placed_scenario.as_scenario(rows)).problem
    rye, oats, hay, straw = made.sessions
    assert [s.chairs for s in made.sessions] == [
        *(("person-1", "person-2"), ("person-1",)),
        *((), ("person-3",)),
    ]
    assert [s.closed for s in made.sessions] == [False, True, False, False]
    assert (rye.description, oats.description, hay.group) == ("How rye is cut", "", "Mowers")
    assert [(g.id, g.meetings) for g in made.groups] == [("Millers", 1)]
    assert rows.remarks == [
        "row 3: the description names a person, and is left out",
        "row 4: closed: 'perhaps' is neither yes nor no",
        "the numbers of the meetings of Mowers do not count them all in order: not taken over",
    ]
    assert straw.title == "Straw"


def test_a_part_takes_no_persons_over(tmp_path: Path) -> None:
    rows = sheet(tmp_path)
    part = placed_scenario.as_part(rows, None).decode()
    assert "names of persons are not read" in rows.remarks
    assert "chairs" not in part
    assert not PersonNames.of(["Ada Field", "Bo Stone"]).are_in(part)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ada Field; Bo Stone", ["Ada Field", "Bo Stone"]),
        ("Ada Field, Bo Stone and Cy Mill", ["Ada Field", "Bo Stone", "Cy Mill"]),
        ("Field, Ada", ["Ada Field"]),
        ("Field, Ada; Stone, Bo", ["Ada Field", "Bo Stone"]),
        (" ; ", []),
    ],
)
def test_several_persons_stand_in_a_cell(cell: str, names: list[str]) -> None:
    assert several(cell) == names
