"""Calendars, read back with a library that did not write them by our rules."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

import cli
from scheduler.files import write
from scheduler.problem import Problem, Sitting
from scheduler.render.calendars.entries import (
    Entry,
    NobodyError,
    carry_over,
    concerns,
)
from scheduler.render.calendars.ics_writer import Issue, timezone
from scheduler.render.calendars.ics_writer import write as calendar_bytes
from scheduler.render.terminal import answer
from scheduler.timetable.files import to_bytes
from scheduler.vocabulary.calendar_entries import part_of, uid
from scheduler.vocabulary.printing import LanguageCode
from tests.render.annexes import AFTER_AN_OVERRUN, PRINTED, meeting, record, sittings, titled

ROOT = Path(__file__).parents[3]
CSP11 = str(ROOT / "scenarios" / "csp11.yaml")
PUBLISHED = datetime(2025, 2, 20, 8, 0, tzinfo=UTC)
HOSTILE = (
    "a, b; c\\d\r\nATTENDEE:x",
    "BEGIN:VEVENT\nEND:VCALENDAR",
    "=cmd|' /C calc'!A0",
    "\u202eevil\u2066\x00\x1b[2J",
    "é" * 2_000,
)
Capture = pytest.CaptureFixture[str]


def written(problem: Problem, *revisions: tuple[Sitting, ...], of: str | None = None) -> Calendar:
    entries = carry_over(revisions)
    data = calendar_bytes(problem, entries, revisions[-1], Issue(PUBLISHED, 1, of))
    read = Calendar.from_ical(data)
    assert isinstance(read, Calendar)
    return read


def entries(calendar: Calendar) -> dict[str, Any]:
    found = {str(entry["UID"]): entry for entry in calendar.walk("VEVENT")}
    assert len(found) == len(calendar.walk("VEVENT"))
    return found


def test_every_sitting_is_an_entry_with_its_time_and_room() -> None:
    printed = sittings(*PRINTED)
    found = entries(written(meeting(), printed))
    assert {uid("att-csp11-wg", s.session, s.part) for s in printed} == set(found)
    for sitting in printed:
        entry = found[uid("att-csp11-wg", sitting.session, sitting.part)]
        assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (sitting.start, sitting.end)
        assert entry["DTSTART"].params["TZID"] == "Europe/Zurich"
        assert str(entry["LOCATION"]) == "Room 2, CICG Geneva"
        assert (entry["SEQUENCE"], str(entry["STATUS"])) == (0, "CONFIRMED")
        assert entry["DTSTAMP"].dt == PUBLISHED


def test_a_sequence_goes_up_by_one_where_time_or_place_changed_and_nowhere_else() -> None:
    old, new = sittings(*PRINTED), sittings(*AFTER_AN_OVERRUN)
    found = entries(written(meeting(), old, new))
    places = [{(s.session, s.part): (s.start, s.end, s.room) for s in side} for side in (old, new)]
    for key, place in places[1].items():
        known = key in places[0]
        changed = known and places[0][key] != place
        assert found[uid("att-csp11-wg", *key)]["SEQUENCE"] == changed
    again = entries(written(meeting(), old, new, new, new))
    assert {u: e["SEQUENCE"] for u, e in again.items()} == {
        u: e["SEQUENCE"] for u, e in found.items()
    }


def test_another_title_is_no_change_of_sequence() -> None:
    old = sittings(*PRINTED)
    found = entries(written(titled("Another title"), old, old))
    assert {entry["SEQUENCE"] for entry in found.values()} == {0}


def test_what_left_stays_cancelled_and_may_come_back() -> None:
    whole, less = sittings(*PRINTED), sittings(*PRINTED[:-2])
    gone = uid("att-csp11-wg", "wgtr", 2)
    found = entries(written(meeting(), whole, less))[gone]
    assert (str(found["STATUS"]), found["SEQUENCE"]) == ("CANCELLED", 1)
    assert found["DTSTART"].dt == whole[-1].start
    assert entries(written(meeting(), whole, less, less))[gone]["SEQUENCE"] == 1
    back = entries(written(meeting(), whole, less, whole))[gone]
    assert (str(back["STATUS"]), back["SEQUENCE"]) == ("CONFIRMED", 2)


def test_what_never_was_published_is_not_cancelled() -> None:
    assert not entries(written(meeting(), ()))


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_are_only_text(title: str) -> None:
    calendar = written(titled(title), sittings(*PRINTED))
    found = entries(calendar)
    assert len(found) == len(PRINTED)
    summary = str(found[uid("att-csp11-wg", "enip", 1)]["SUMMARY"])
    assert summary[:1] == title[:1] or title.startswith("\u202e")
    assert not set(summary) & {"\n", "\r", "\x00", "\x1b", "\u202e", "\u2066"}
    assert all("ATTENDEE" not in entry for entry in found.values())
    lines = calendar_bytes(titled(title), carry_over([sittings(*PRINTED)]), (), Issue(PUBLISHED))
    assert max(map(len, lines.split(b"\r\n"))) <= 75


def test_equal_input_gives_equal_bytes_whatever_the_order() -> None:
    printed = sittings(*PRINTED)
    made = [
        calendar_bytes(meeting(), carry_over([order]), order, Issue(PUBLISHED))
        for order in (printed, printed[::-1])
    ]
    assert made[0] == made[1]


def test_uids_of_odd_ids_do_not_meet_and_read_back() -> None:
    odd = ["a", "a.1", "a@b", "1", "é;,:", "a%40b"]
    keys = [(m, s, p) for m in ("m", "1@m") for s in odd for p in (1, 11)]
    made = {uid(*key): key for key in keys}
    assert len(made) == len(keys)
    assert all(name.isascii() for name in made)
    for name, (of, session, part) in made.items():
        assert part_of(name, of) == (session, part)
        assert part_of(name, "other") is None


@pytest.mark.parametrize(
    "zone", ["Europe/Zurich", "Africa/Casablanca", "Australia/Lord_Howe", "Europe/Dublin"]
)
def test_a_time_zone_changes_its_clocks_to_the_minute(zone: str) -> None:
    """Each observance begins, by the clock before it, when the real clocks change."""
    there = ZoneInfo(zone)
    moment = datetime(2025, 6, 1, tzinfo=UTC)
    made = timezone(there, moment, moment)
    begun = {}
    part: Any
    for part in made.subcomponents:
        start = (part["DTSTART"].dt - part["TZOFFSETFROM"].td).replace(tzinfo=UTC)
        begun[start] = part["TZOFFSETTO"].td
    first, last = datetime(2025, 1, 2, tzinfo=UTC), datetime(2025, 12, 30, tzinfo=UTC)
    while first < last:
        holds = begun[max(start for start in begun if start <= first)]
        assert holds == first.astimezone(there).utcoffset(), first
        first += timedelta(minutes=10)


def test_an_hour_that_comes_twice_is_written_so_that_both_passes_differ() -> None:
    zone = ZoneInfo("Europe/Zurich")
    start = datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    night = [
        Sitting(
            session="enip",
            part=n + 1,
            parts=2,
            room="plenary",
            start=at,
            end=at + timedelta(minutes=30),
        )
        for n, at in enumerate((start, start + timedelta(hours=1)))
    ]
    assert night[0].start.astimezone(zone).time() == night[1].start.astimezone(zone).time()
    found = entries(written(meeting(), tuple(night)))
    times = [found[uid("att-csp11-wg", "enip", n)]["DTSTART"].dt.astimezone(UTC) for n in (1, 2)]
    assert times == [start, start + timedelta(hours=1)]


def test_whose_sittings_are_those_of_the_group_or_of_who_presides_acts_or_attends() -> None:
    problem = meeting(
        people=[
            {"id": "ada", "state": "vacant", "acting": "bo"},
            {"id": "bo"},
            {"id": "cy"},
            {"id": "WGTU"},
        ],
        sessions=[
            {"id": "enip", "group": "WGETI", "minutes": 60, "chairs": ["ada"]},
            {"id": "cei", "group": "WGETI", "joint": ["WGTU"], "minutes": 60, "attendees": ["cy"]},
            {"id": "wgtr", "minutes": 60, "chairs": ["bo"]},
        ],
        rolling=[],
    )
    at = {"room": "plenary", "start": PUBLISHED, "end": PUBLISHED + timedelta(hours=1)}
    all_ = [Sitting(session=s.id, **at) for s in problem.sessions]

    def of(name: str, *more: Sitting) -> list[str]:
        return [s.session for s in (*all_, *more) if concerns(problem, name)(s)]

    assert of("WGETI") == ["enip", "cei"]
    assert of("group:WGTU") == ["cei"]
    assert of("person:WGTU") == []
    assert of("bo") == ["enip", "wgtr"]
    assert of("cy", Sitting(session="wgtr", chairs=("cy",), **at)) == ["cei", "wgtr"]
    with pytest.raises(NobodyError, match="say group:WGTU or person:WGTU"):
        concerns(problem, "WGTU")
    with pytest.raises(NobodyError, match="did you mean 'WGETI'"):
        concerns(problem, "wgeti")


@pytest.fixture
def store(tmp_path: Path) -> Callable[..., str]:
    def stored(name: str, *lines: str, **changes: Any) -> str:
        write(tmp_path / name, to_bytes(record(*lines, **changes)))
        return str(tmp_path / name)

    return stored


def exported(capsys: Capture, *argv: str) -> tuple[int, str, str]:
    code = cli.main(["export", "ics", *argv])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_draft_never_gets_into_a_calendar(
    capsys: Capture, store: Callable[..., str], tmp_path: Path
) -> None:
    draft = store("r0.json", *PRINTED)
    code, out, err = exported(capsys, CSP11, draft, "--to", str(tmp_path / "r0.ics"))
    assert (code, out) == (answer.USAGE, "")
    assert "--published-at" in err
    assert not (tmp_path / "r0.ics").exists()


AT = ("--published-at", "2025-02-25 18:00")


def test_the_calendar_before_is_as_good_as_all_timetables_before(
    capsys: Capture, store: Callable[..., str], tmp_path: Path
) -> None:
    """Rev.1 trims wgtr, Rev.2 takes that back, Rev.3 as Rev.1."""
    less = (*PRINTED[:-1], "wgtr 28 15:00-17:00")
    issues = [
        store(f"r{n}.json", *lines, revision=n)
        for n, lines in enumerate((PRINTED, less, PRINTED, less))
    ]
    whole = exported(
        capsys, CSP11, issues[3], *AT, *(w for i in issues[:3] for w in ("--before", i))
    )
    assert whole[0] == answer.OK, whole[2]
    before: list[str] = []
    for number, issue in enumerate(issues):
        to = str(tmp_path / f"r{number}.ics")
        assert exported(capsys, CSP11, issue, *AT, *before, "--to", to)[0] == answer.OK
        before = ["--before", to]
    assert whole[1].count("SEQUENCE:3") == 1
    assert (tmp_path / "r3.ics").read_bytes() == whole[1].encode().replace(b"\r\n", b"\n").replace(
        b"\n", b"\r\n"
    )


def test_unknown_issues_count_as_changes_and_that_is_said(
    capsys: Capture, store: Callable[..., str]
) -> None:
    code, out, err = exported(capsys, CSP11, store("r2.json", *PRINTED, revision=2), *AT)
    assert code == answer.OK
    assert "the first issue to Rev.1 are missing" in err
    assert out.count("SEQUENCE:2") == len(PRINTED)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--of", "WGETTI"], "did you mean 'WGETI'"),
        (["--published-at", "yesterday"], "is not a moment"),
        (["--published-at", "0001-01-01"], "is not a moment"),
        (["--before", "r0.json"], "expected one before the first issue"),
        (["--before", "broken.ics"], "is not a readable calendar"),
        (["--before", "other.ics"], "is not a calendar that rollgrid wrote"),
        (["--before", "missing.ics"], "cannot be read"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_written(
    argv: list[str],
    said: str,
    capsys: Capture,
    store: Callable[..., str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    now = store("r0.json", *PRINTED)
    Path("broken.ics").write_bytes(b"\x00\xffBEGIN:VCALENDAR\r\nBEGIN:")
    Path("other.ics").write_bytes(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")
    published = [] if "--published-at" in argv else AT
    code, out, err = exported(capsys, CSP11, now, *published, *argv, "--to", "out.ics")
    assert code in (answer.USAGE, answer.INVALID), err
    assert said in err
    assert out == ""
    assert not Path("out.ics").exists()


def test_a_part_that_only_got_longer_has_changed() -> None:
    start = PUBLISHED
    entry = Entry("a", 1, "r", start, start + timedelta(hours=1))
    longer = Sitting(session="a", room="r", start=start, end=start + timedelta(hours=2))
    assert carry_over([[longer]], earlier={entry.key: entry})[entry.key].sequence == 1


@pytest.mark.parametrize(
    ("code", "summary", "words"),
    [
        ("en", "WGTU (cont'd)", ("Part 2 of 2", "Presiding: Chair", "Held on a rolling basis")),
        ("fr", "WGTU (suite)", ("Partie 2 sur 2", "Présidence : Chaise", "à la suite")),
        ("es", "WGTU (cont.)", ("Parte 2 de 2", "Presidencia: Chair", "consecutiva")),
        ("ru", "WGTU (продолжение)", ("Часть 2 из 2", "Председательствует: ", "последовательно")),
        ("zh", "WGTU（续）", ("第2部分，共2部分", "主持：Chair", "依次举行")),
        ("ar", "WGTU (تابع)", ("الجزء 2 من 2", "الرئاسة: Chair", "تباعا")),
    ],
)
def test_a_calendar_speaks_the_language_of_the_scenario_or_the_one_asked_for(
    code: LanguageCode, summary: str, words: tuple[str, ...]
) -> None:
    own = meeting().model_dump(by_alias=True, exclude_unset=True)
    people = [{"id": "c", "title": "Chair", "titles": {"fr": "Chaise"}}]
    sessions = [s.model_dump() | {"chairs": ["c"]} for s in meeting().sessions]
    plain = meeting(people=people, sessions=sessions)
    spoken = meeting(people=people, sessions=sessions, annex={**own["annex"], "language": code})
    order = sittings(*PRINTED)
    for problem, asked in ((plain, code), (spoken, None)):
        issue = Issue(PUBLISHED, language=asked)
        data = calendar_bytes(problem, carry_over([order]), order, issue)
        entries = {str(e["UID"]): e for e in Calendar.from_ical(data).walk("VEVENT")}
        found = entries["wgtu.2@att-csp11-wg.rollgrid"]
        assert str(found["SUMMARY"]) == summary
        assert all(word in str(found["DESCRIPTION"]) for word in words)


def test_export_ics_takes_a_language(tmp_path: Path, capsys: Capture) -> None:
    stored = tmp_path / "r0.json"
    write(stored, to_bytes(record(*PRINTED, scenario_sha256="")))
    argv = ["export", "ics", CSP11, str(stored), "--published-at", "2025-02-10 09:00"]
    assert cli.main([*argv, "--language", "fr"]) == answer.OK
    assert "Partie 2 sur 2" in capsys.readouterr().out.replace("\r\n ", "")
