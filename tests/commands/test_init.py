"""The first ten minutes: init asks little, and every command says what comes first."""

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from scheduler.commands.store import init as command
from scheduler.commands.store.first_answers import (
    read_days,
    read_hours,
    read_order,
    read_place,
    read_session,
)
from scheduler.commands.store.first_scenario import SCHEMA, USUAL, text_of
from scheduler.errors import UsageError
from scheduler.interface.checking import check
from scheduler.render.terminal import answer
from scheduler.scenario import load
from tests.draws import ROOT, sampled
from tests.store.every_command import SCENARIO

Capture = pytest.CaptureFixture[str]
ASKED = """\
The Week of Fruit: 3-5 March 2031
Geneva

from nine to noon
09:00-12:20, 14:00-18:00
Salle A, Salle "B"
Apples: a start, 4h
Pears 90m
Plums

maybe
pears, apples
"""


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody types at the terminal of the next command."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    monkeypatch.setattr(command, "at_a_terminal", lambda: True)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Forests, 4h 30m", ("Forests", 270)),
        ("Forests 4 h 30", ("Forests", 270)),
        ("Group 2: 90m", ("Group 2", 90)),
        ("Working Group 1 5h", ("Working Group 1", 300)),
        ("A, B and C, 90 min", ("A, B and C", 90)),
        ("Working Group 7, 90", ("Working Group 7", 90)),
        ("Working Group 7: 90", ("Working Group 7", 90)),
        ("Working Group 7", None),
        ("Forests, 4:30", None),
        ("Forests, 4.5h", None),
        ("Forests, 4h, 30m", None),
        ("5h", None),
    ],
)
def test_a_session_has_all_of_its_length_or_none(said: str, read: tuple[str, int] | None) -> None:
    if read is not None:
        assert read_session(said) == read
        return
    with pytest.raises(UsageError, match="has no length"):
        read_session(said)


def test_what_is_asked_becomes_a_scenario_and_its_grid(
    empty: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    typed(ASKED, monkeypatch)
    assert cli.main(["init"]) == answer.OK
    said = capsys.readouterr()
    assert "'from nine to noon' is not from when to when" in said.err
    assert "'Plums' has no length" in said.err
    assert "'maybe' is not a session: expected all, none, or some of 1 Apples" in said.err
    assert "The Week of Fruit" in said.out
    assert "Wednesday" in said.out
    text = (empty / "meeting" / "meeting.yaml").read_text(encoding="utf-8")
    assert text.startswith(SCHEMA)
    problem = load(empty / "meeting" / "meeting.yaml").problem
    assert [str(day) for day in problem.days] == ["2031-03-03", "2031-03-04", "2031-03-05"]
    assert problem.meeting.timezone == "Europe/Zurich"
    assert problem.meeting.grid == 5
    assert [room.name for room in problem.rooms] == ["Salle A", 'Salle "B"']
    assert [(s.title, s.minutes.likely) for s in problem.sessions] == [
        ("Apples: a start", 240),
        ("Pears", 90),
    ]
    assert problem.rolling[0].order == ("pears", "apples-a-start")
    assert problem.meeting.venue == "Geneva"


def test_enter_alone_takes_what_is_usual(
    empty: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    typed("\n" * 7, monkeypatch)
    assert cli.main(["init", "usual"]) == answer.OK
    capsys.readouterr()
    assert (empty / "usual" / "meeting.yaml").read_text(encoding="utf-8") == SCHEMA + text_of(USUAL)


def test_questions_that_are_left_make_nothing(
    empty: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    typed("A title\n", monkeypatch)
    assert cli.main(["init"]) == answer.INTERRUPTED
    assert list(empty.iterdir()) == []
    (empty / "meeting").mkdir()
    (empty / "meeting" / "meeting.yaml").write_text("format: 1\n", encoding="utf-8")
    assert cli.main(["init"]) == answer.USAGE
    assert capsys.readouterr().err.endswith("there already; nothing was changed\n")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Geneva\n31 June to 2 July 2031\n", "expected days with their year, such as 5 to 7 April"),
        ("Geneva\n5 to 7 April\n", "expected days with their year, such as 5 to 7 April"),
        ("Geneva\n2031-03-05 to 2031-03-04\n", "the first before the last"),
        ("Atlantis\n", "'Atlantis' is not known"),
        ("Geneva\n2031-03-05\n10:00-12:00, 11:00-13:00\n", "the hours overlap"),
    ],
)
@pytest.mark.usefixtures("empty")
def test_what_cannot_be_meant_is_asked_again(
    line: str, message: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    typed(f"A title\n{line}", monkeypatch)
    assert cli.main(["init"]) == answer.INTERRUPTED
    assert message in capsys.readouterr().err


def test_a_meeting_begins_with_a_table(empty: Path, capsys: Capture) -> None:
    (empty / "talks.csv").write_text("id,title,likely\na,A talk,30\n", encoding="utf-8")
    assert cli.main(["init", "--from", "talks.csv"]) == answer.OK
    said = capsys.readouterr()
    assert "A talk" in said.out
    assert "talks.csv: 1 session read" in said.err
    assert (empty / "meeting" / "meeting.yaml").read_text(encoding="utf-8").startswith(SCHEMA)
    (empty / "notes.txt").write_text("", encoding="utf-8")
    assert cli.main(["init", "other", "--from", "notes.txt"]) == answer.USAGE
    assert "expected .docx, .xlsx, .csv, .ics, .xml or .json" in capsys.readouterr().err


@pytest.mark.ci
def test_a_meeting_begins_with_the_letter_of_another(empty: Path, capsys: Capture) -> None:
    (empty / "fruit.yaml").write_text(SCENARIO, encoding="utf-8")
    assert cli.main(["solve", "fruit.yaml", "--workers", "1", "--out", "r0.json"]) == answer.OK
    assert cli.main(["export", "docx", "fruit.yaml", "r0.json", "--to", "letter.docx"]) == answer.OK
    capsys.readouterr()
    assert cli.main(["init", "--from", "letter.docx"]) == answer.OK
    assert "Apples" in capsys.readouterr().out


@pytest.mark.ci
def test_at_a_terminal_the_questions_are_asked(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), "init"],
        cwd=tmp_path,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, ASKED.encode())
    seen = b""
    try:
        while more := os.read(ours, 4096):
            seen += more
    except OSError:  # the other end is closed: the command has ended
        pass
    os.close(ours)
    assert running.wait() == answer.OK
    assert b"First day to last day [3-5 March 2031]: " in seen
    assert b"Salle A" in seen
    assert (tmp_path / "meeting" / "meeting.db").exists()


FIRST = (
    *("solve", "check", "explain", "concede", "deadlines", "sweep", "show", "verify", "replan"),
    *("diff", "why", "suggest", "score", "risk", "contingency", "notices", "now", "publish"),
    *("acknowledge", "log", "revert", "reproduce", "report", "pin", "unpin", "lock", "unlock"),
    *("move", "swap", "split", "waive", "export", "store export --to all.jsonl"),
)
"""Commands that need a meeting."""


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("words", sampled(FIRST, 4))
def test_in_an_empty_folder_a_command_says_what_comes_first(words: str, capsys: Capture) -> None:
    assert cli.main(words.split()) == answer.USAGE
    assert "rollgrid init meeting" in capsys.readouterr().err


@pytest.mark.parametrize("words", ["solve", "check", "show"])
def test_beside_a_scenario_a_command_names_it(empty: Path, words: str, capsys: Capture) -> None:
    (empty / "my week.yaml").write_text(SCENARIO, encoding="utf-8")
    (empty / "part.yaml").write_text("sessions: []\n", encoding="utf-8")
    assert cli.main([words]) == answer.USAGE
    step = "rollgrid solve 'my week.yaml' --save" if words == "show" else f"{words} 'my week.yaml'"
    assert step in capsys.readouterr().err


def test_a_name_that_is_misspelt_is_told(empty: Path, capsys: Capture) -> None:
    (empty / "meeting.yaml").write_text(SCENARIO, encoding="utf-8")
    assert cli.main(["solve", "meting.yaml"]) == answer.INVALID
    assert "file not found - did you mean 'meeting.yaml'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("5 to 7 April 2027", "2027-04-05", "2027-04-07"),
        ("5-7 April 2027", "2027-04-05", "2027-04-07"),
        ("Monday 5 – Wednesday 7 April 2027", "2027-04-05", "2027-04-07"),
        ("5 April - 2 May 2027", "2027-04-05", "2027-05-02"),
        ("30 December 2027 to 2 January 2028", "2027-12-30", "2028-01-02"),
        ("2027-04-05 to 2027-04-07", "2027-04-05", "2027-04-07"),
        ("2027-04-05 – 2027-04-07", "2027-04-05", "2027-04-07"),
        ("April 5-7, 2027", "2027-04-05", "2027-04-07"),
        ("5.4.2027 - 7.4.2027", "2027-04-05", "2027-04-07"),
        ("du 5 au 7 avril 2027", "2027-04-05", "2027-04-07"),
        ("del 5 al 7 de abril de 2027", "2027-04-05", "2027-04-07"),
        ("с 5 по 7 апреля 2027 года", "2027-04-05", "2027-04-07"),
        ("2027年4月5日至7日", "2027-04-05", "2027-04-07"),
        ("5 April 2027", "2027-04-05", "2027-04-05"),
    ],
)
def test_days_are_read_as_people_write_them(text: str, first: str, last: str) -> None:
    days = read_days(text)
    assert (str(days[0]), str(days[-1])) == (first, last)
    assert len(days) == (days[-1] - days[0]).days + 1


@pytest.mark.parametrize(
    ("text", "zone", "city"),
    [
        ("Wien", "Europe/Vienna", "Wien"),
        ("Vienne", "Europe/Vienna", "Vienne"),
        ("Viena, Austria", "Europe/Vienna", "Viena, Austria"),
        ("Genf", "Europe/Zurich", "Genf"),
        ("Ginebra", "Europe/Zurich", "Ginebra"),
        ("Nueva York", "America/New_York", "Nueva York"),
        ("Den Haag", "Europe/Amsterdam", "Den Haag"),
        ("Straßburg", "Europe/Paris", "Straßburg"),
        ("Londres", "Europe/London", "Londres"),
        ("Brüssel", "Europe/Brussels", "Brüssel"),
        ("Le Caire", "Africa/Cairo", "Le Caire"),
        ("Адис-Абеба", "", ""),
        ("Nairobi", "Africa/Nairobi", "Nairobi"),
        ("Europe/Vienna", "Europe/Vienna", ""),
        ("UTC", "UTC", ""),
    ],
)
def test_a_city_has_names_in_several_languages(text: str, zone: str, city: str) -> None:
    if not zone:
        with pytest.raises(UsageError, match="is not known"):
            read_place(text)
    else:
        assert read_place(text) == (zone, city)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("10-13, 15-18", ["10:00 13:00", "15:00 18:00"]),
        ("9.30 am to noon; 2 pm - 5 pm", ["09:30 12:00", "14:00 17:00"]),
        ("10:00–13:00 and 20:00–24:00", ["10:00 13:00", "20:00 00:00"]),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, hours: list[str]) -> None:
    assert [f"{start:%H:%M} {end:%H:%M}" for start, end in read_hours(text)] == hours


@pytest.mark.parametrize(
    ("text", "order"),
    [("all", (0, 1, 2)), ("none", ()), ("2, 1", (1, 0)), ("working group B, opening", (2, 0))],
)
def test_which_sessions_follow_one_another_is_a_list(text: str, order: tuple[int, ...]) -> None:
    assert read_order(text, ["Opening", "Working Group A", "Working Group B"]) == order


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("working", "'working' names several sessions: expected all, none, or some of 1 Opening"),
        ("opening", "expected two sessions or more, all, or none"),
        ("4, 1", "'4' is not a session"),
    ],
)
def test_what_names_no_order_is_said(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        read_order(text, ["Opening", "Working Group A", "Working Group B"])


VIENNA = (
    *("--title", "Conference of the Parties", "--city", "Vienna", "--days", "5 to 7 April 2027"),
    *("--session", "Working Group A, 6h", "--session", "Working Group B, 5h"),
    *("--session", "Drafting Group, 3h", "--rooms", "Board Room A, Board Room B"),
)
COMMENTED = re.compile(r"^( *)# (- \{.*|[a-z_]+: .*)$")
"""A line of the scenario that is only to be uncommented."""


def test_every_question_has_an_option(empty: Path, capsys: Capture) -> None:
    assert cli.main(["init", "cop", *VIENNA, "--order", "1, 2", "--hours", "10-13, 15-18"]) == 0
    assert "Draft schedule: Conference of the Parties, 5-7 April 2027" in capsys.readouterr().out
    problem = load(empty / "cop" / "meeting.yaml").problem
    assert problem.rolling[0].order == ("working-group-a", "working-group-b")
    assert (problem.meeting.venue, problem.meeting.timezone) == ("Vienna", "Europe/Vienna")
    assert problem.annex.title == "Draft schedule: Conference of the Parties, 5-7 April 2027"
    assert cli.main(["init", "other", "--days", "soon"]) == answer.USAGE
    assert "--days: 'soon': expected days with their year" in capsys.readouterr().err
    assert cli.main(["init", "other", "--from", "x.csv", "--city", "Wien"]) == answer.USAGE
    assert "--city: not possible with --from" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("--yes",), VIENNA, (*VIENNA, "--order", "none")])
def test_what_init_writes_has_no_fault_and_its_comments_are_examples(
    empty: Path, words: tuple[str, ...], capsys: Capture
) -> None:
    assert cli.main(["init", "new", *words]) == answer.OK
    assert "no timetable yet" not in capsys.readouterr().err
    path = empty / "new" / "meeting.yaml"
    assert [str(complaint) for complaint in check(path)] == []
    lines = path.read_text(encoding="utf-8").splitlines()
    commented = [n for n, line in enumerate(lines) if COMMENTED.match(line)]
    assert len(commented) >= 7
    every = [COMMENTED.sub(r"\1\2", line) for line in lines]
    for n in commented:  # each alone, but that interpreted sessions need teams
        if "languages" not in lines[n] or "interpretation" in lines[n]:
            path.write_text("\n".join([*lines[:n], every[n], *lines[n + 1 :]]), encoding="utf-8")
            assert [str(one) for one in check(path) if one.severity == "error"] == []
    path.write_text("\n".join(every), encoding="utf-8")
    assert [str(complaint) for complaint in check(path) if complaint.severity == "error"] == []
    problem = load(path).problem
    assert problem.interpretation is not None
    assert "evening" in {slot.id for slot in problem.slots}
    assert cli.main(["solve", str(path), "--workers", "1"]) == answer.OK


TALK = (
    '<event id="{n}"><date>2027-04-10T{at}:00+02:00</date><start>{at}</start>'
    "<duration>00:45</duration><room>Aula</room><title>{title}</title>"
    "<persons><person>{who}</person></persons></event>"
)
PROGRAMME = (
    "<schedule><conference><acronym>days</acronym><title>Software Days</title>"
    "<time_zone_name>Europe/Vienna</time_zone_name></conference>"
    '<day index="1" date="2027-04-10"><room name="Aula">{talks}</room></day></schedule>'
)


def programme(second: str) -> str:
    """Two talks, of which one starts at 10:00."""
    talks = (("1", "10:00", "Kernels", "Ada Example"), ("2", second, "Maps", "Ada Example"))
    return PROGRAMME.format(
        talks="".join(TALK.format(n=n, at=at, title=t, who=who) for n, at, t, who in talks)
    )


def test_the_times_of_a_programme_are_a_draft_that_can_be_published(
    empty: Path, capsys: Capture
) -> None:
    (empty / "schedule.xml").write_text(programme("11:00"), encoding="utf-8")
    assert cli.main(["init", "days", "--from", "schedule.xml"]) == answer.OK
    said = capsys.readouterr()
    assert "Kernels" in said.out
    assert "the times of schedule.xml are kept as draft r1" in said.err
    assert "next: rollgrid publish r1 --store days/meeting.db" in said.err
    assert cli.main(["publish", "r1", "--store", "days/meeting.db"]) == answer.OK
    assert "Rev.0 is published: r1" in capsys.readouterr().out


def test_times_that_break_rules_are_not_kept(empty: Path, capsys: Capture) -> None:
    (empty / "schedule.xml").write_text(programme("10:15"), encoding="utf-8")
    assert cli.main(["init", "days", "--from", "schedule.xml", "--json"]) == answer.OK
    said = capsys.readouterr()
    assert "the published times break rules of the scenario: " in said.out
    assert "draft r1" not in said.out
    assert cli.main(["show", "r1", "--store", "days/meeting.db"]) == answer.USAGE


@pytest.mark.ci
def test_a_meeting_begins_with_whatever_was_exported(empty: Path, capsys: Capture) -> None:
    (empty / "fruit.yaml").write_text(SCENARIO, encoding="utf-8")
    assert cli.main(["solve", "fruit.yaml", "--workers", "1", "--out", "r0.json"]) == answer.OK
    times = ("--published-at", "2030-01-01 09:00")
    for name, options in (
        ("p.xlsx", ()),
        ("p.csv", ()),
        ("p.xml", ()),
        ("p.json", ("--profile", "voc")),
        ("p.ics", times),
    ):
        words = ["export", Path(name).suffix[1:], "fruit.yaml", "r0.json", *options, "--to", name]
        assert cli.main(words) == answer.OK
        folder = Path(name).suffix[1:]
        assert cli.main(["init", folder, "--from", name]) == answer.OK, capsys.readouterr().err
        path = empty / folder / "meeting.yaml"
        assert [str(one) for one in check(path)] == []
        assert "apples" in {session.id for session in load(path).problem.sessions}
    capsys.readouterr()
    assert cli.main(["init", "own", "--from", "r0.json"]) == answer.USAGE
    assert "r0.json is a timetable of rollgrid, not a programme" in capsys.readouterr().err
