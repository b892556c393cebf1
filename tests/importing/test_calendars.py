"""Busy times of calendars, as windows of a scenario."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import cli
from scheduler.importing.busy_calendars import read_busy
from scheduler.importing.ics.calendar_file import CalendarError
from scheduler.render.terminal import answer
from scheduler.scenario import diagnose, load
from tests.render.annexes import GENEVA, meeting

MARK = "ZZMARK"
HEAD = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Europe/Zurich
BEGIN:STANDARD
DTSTART:20250101T000000
TZNAME:CET
TZOFFSETFROM:+0100
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
SCENARIO = """
format: 1
meeting: {id: m, title: M, timezone: Europe/Zurich}
days: [2025-02-25, 2025-02-26]
slots: [{id: morning, start: "10:00", end: "13:00"}, {id: afternoon, start: "15:00", end: "18:00"}]
rooms: [{id: hall}, {id: ada}]
people:
  - id: bo
    timezone: Asia/Tokyo
    unavailable: [{from: 2025-02-25 01:00, to: 2025-02-25 02:00}]
sessions: [{id: a, minutes: 60, chairs: [bo]}]
include: [busy.yaml]
"""
Capture = pytest.CaptureFixture[str]


def busy(tmp_path: Path, *entries: str, days: tuple[str, ...] = ()) -> list[str]:
    """Spans as ``25 10:00-11:30``, local to Geneva."""
    made = "".join(f"BEGIN:VEVENT\nUID:{MARK}{i}\n{e}\nEND:VEVENT\n" for i, e in enumerate(entries))
    return spans(tmp_path, f"{HEAD}{made}END:VCALENDAR\n")


def spans(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "busy.ics"
    path.write_text(text, encoding="utf-8", newline="")
    found = read_busy(path, meeting())
    local = [(a.astimezone(GENEVA), b.astimezone(GENEVA)) for a, b in found.spans]
    return [f"{a:%d %H:%M}-{b:%d %H:%M}" for a, b in local]


ZURICH = "DTSTART;TZID=Europe/Zurich:2025{}\nDTEND;TZID=Europe/Zurich:2025{}"


def test_appointments_are_windows_and_overlaps_are_one(tmp_path: Path) -> None:
    assert busy(
        tmp_path,
        ZURICH.format("0225T100000", "0225T110000"),
        ZURICH.format("0225T104500", "0225T113020"),
        "DTSTART:20250226T130000Z\nDURATION:PT30M",
        "DTSTART:20250227T090000\nDTEND:20250227T100000",
        "DTSTART;VALUE=DATE:20250228\nDTEND;VALUE=DATE:20250301",
    ) == [
        "25 10:00-25 11:31",
        "26 14:00-26 14:30",
        "27 09:00-27 10:00",
        "28 00:00-01 00:00",
    ]


def test_what_is_free_cancelled_or_of_another_week_does_not_count(tmp_path: Path) -> None:
    assert (
        busy(
            tmp_path,
            ZURICH.format("0225T100000", "0225T110000") + "\nTRANSP:TRANSPARENT",
            ZURICH.format("0226T100000", "0226T110000") + "\nSTATUS:CANCELLED",
            ZURICH.format("0305T100000", "0305T110000"),
            ZURICH.format("0227T100000", "0227T100000"),
        )
        == []
    )


def test_a_series_is_busy_each_time_but_where_it_is_left_out_or_was_moved(tmp_path: Path) -> None:
    series = (
        ZURICH.format("0106T090000", "0106T093000") + "\nRRULE:FREQ=DAILY;UNTIL=20250227T080000Z"
    )
    series += "\nEXDATE;TZID=Europe/Zurich:20250226T090000"
    moved = ZURICH.format("0225T140000", "0225T143000")
    moved += "\nRECURRENCE-ID;TZID=Europe/Zurich:20250225T090000"
    text = "".join(f"BEGIN:VEVENT\nUID:same\n{entry}\nEND:VEVENT\n" for entry in (series, moved))
    assert spans(tmp_path, f"{HEAD}{text}END:VCALENDAR\n") == [
        "25 14:00-25 14:30",
        "27 09:00-27 09:30",
    ]


def test_a_weekly_series_keeps_its_hour_when_the_clocks_change(tmp_path: Path) -> None:
    """Begun in summer, by the clock of its own zone."""
    entry = "DTSTART;TZID=Europe/Zurich:20240723T100000\nDTEND;TZID=Europe/Zurich:20240723T110000"
    assert busy(tmp_path, f"{entry}\nRRULE:FREQ=WEEKLY") == ["25 10:00-25 11:00"]


def test_a_series_that_began_long_ago_and_spans_midnight_reaches_in(tmp_path: Path) -> None:
    entry = ZURICH.format("0224T230000", "0225T003000")
    assert busy(tmp_path, f"{entry}\nRRULE:FREQ=DAILY;COUNT=1") == ["25 00:00-25 00:30"]


def test_free_and_busy_periods_are_read(tmp_path: Path) -> None:
    text = "BEGIN:VFREEBUSY\nUID:f\nFREEBUSY:20250225T090000Z/PT1H\n"
    text += "FREEBUSY;FBTYPE=FREE:20250226T090000Z/PT1H\n"
    text += "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20250227T090000Z/20250227T100000Z\nEND:VFREEBUSY\n"
    assert spans(tmp_path, f"{HEAD}{text}END:VCALENDAR\n") == [
        "25 10:00-25 11:00",
        "27 10:00-27 11:00",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{MARK}",
        f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:{MARK}\nEND:VEVENT\nEND:VCALENDAR\n",
        f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:{MARK}\nEND:VEVENT\nEND:VCALENDAR\n",
    ],
    ids=range(4),
)
def test_a_broken_calendar_is_refused_without_a_word_of_it(tmp_path: Path, text: str) -> None:
    with pytest.raises(CalendarError) as caught:
        spans(tmp_path, text)
    assert MARK not in str(caught.value)


def test_the_windows_are_read_by_the_clock_of_the_meeting_by_whoever_they_are_of(
    tmp_path: Path, capsys: Capture
) -> None:
    """bo lives by the clock of Tokyo; its own windows stay."""
    scenario = tmp_path / "m.yaml"
    scenario.write_text(SCENARIO.replace("include: [busy.yaml]\n", ""), encoding="utf-8")
    source = tmp_path / "bo.ics"
    entry = ZURICH.format("0225T100000", "0225T120000")
    source.write_text(
        f"{HEAD}BEGIN:VEVENT\nUID:1\nSUMMARY:{MARK}\nLOCATION:{MARK}\n{entry}\nEND:VEVENT\nEND:VCALENDAR\n",
        encoding="utf-8",
    )
    argv = ["import", "ics", str(source), "--scenario", str(scenario), "--of", "bo"]
    assert cli.main([*argv, "--to", str(tmp_path / "busy.yaml")]) == answer.OK
    assert MARK not in (tmp_path / "busy.yaml").read_text(encoding="utf-8")
    scenario.write_text(SCENARIO, encoding="utf-8")
    (bo,) = load(scenario).problem.people
    assert [(w.start, w.end, w.timezone) for w in bo.unavailable] == [
        (datetime(2025, 2, 25, 1), datetime(2025, 2, 25, 2), None),
        (datetime(2025, 2, 25, 10), datetime(2025, 2, 25, 12), "Europe/Zurich"),
    ]
    assert cli.main([*argv[:-1], "bob"]) == answer.USAGE
    said = capsys.readouterr()
    assert "did you mean 'bo'" in said.err
    assert cli.main([*argv[:-1], "zz"]) == answer.USAGE
    assert "'zz'; there are bo, hall, ada" in capsys.readouterr().err
    assert MARK not in said.out + said.err


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("busy: {bob: []}", "busy.yaml:1:8: S017 no person, room or group is called 'bob'"),
        ("busy: {bo: [{from: 2025-02-25 10:00}]}", "busy.yaml:1:13: S015 people[0]"),
        ("busy: {bo: yes}", "busy.yaml:1:12: S008 busy.bo: expected a list, not 'yes'"),
    ],
)
def test_what_is_wrong_with_busy_times_is_told_where_they_are(
    tmp_path: Path, text: str, complaint: str
) -> None:
    (tmp_path / "m.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "busy.yaml").write_text(text, encoding="utf-8")
    said = [str(d).removeprefix(f"{tmp_path}/") for d in diagnose(tmp_path / "m.yaml")]
    assert len(said) == 1
    assert said[0].startswith(complaint)


def test_a_second_pass_of_an_hour_is_written_in_utc(tmp_path: Path) -> None:
    from scheduler.importing.busy_calendars import as_part

    start = datetime(2025, 10, 26, 1, 15, tzinfo=UTC)
    text = as_part([(start, start + timedelta(hours=1))], "bo", GENEVA, "x.ics").decode()
    assert "{from: 2025-10-26 01:15, to: 2025-10-26 02:15, timezone: UTC}" in text


NOWHERE = 'DTSTART;TZID=Mars/ZZMARK:20250225T100000\nDTEND;TZID="Mars/ZZMARK":20250225T110000'
OWN_ZONE = """BEGIN:VTIMEZONE
TZID:Our own
BEGIN:STANDARD
DTSTART:20200101T000000
TZOFFSETFROM:+0330
TZOFFSETTO:+0330
END:STANDARD
END:VTIMEZONE
"""


def test_a_time_in_a_zone_that_nobody_knows_is_left_out_with_its_line(tmp_path: Path) -> None:
    """It was taken for the time of the meeting, without a word."""
    entry = ZURICH.format("0225T100000", "0225T110000")
    assert busy(tmp_path, entry, NOWHERE) == ["25 10:00-25 11:00"]
    there = read_busy(tmp_path / "busy.ics", meeting())
    assert (there.read, there.left_out) == (1, 1)
    (remark,) = there.remarks
    assert remark.endswith(
        "busy.ics:19: VEVENT 2: DTSTART is in an unknown time zone; the entry is left out"
    )


def test_a_calendar_of_which_nothing_can_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CalendarError, match=r"busy\.ics: nothing can be read") as caught:
        busy(tmp_path, NOWHERE)
    assert MARK not in str(caught.value)


@pytest.mark.parametrize(
    ("field", "left"),
    [
        ("RECURRENCE-ID;TZID=Mars/B:20250225T090000", "entry"),
        ("EXDATE;TZID=Mars/B:20250226T090000", "line"),
        ("RDATE;VALUE=PERIOD;TZID=Mars/B:20250226T090000/PT1H", "line"),
        ('DTEND;X-A="a:b;c";TZ\n ID=Mars/B:20250226T090000', "entry"),
        (f"DTEND;TZID={'x' * 5000}:20250226T090000", "entry"),
    ],
)
def test_every_field_that_is_a_time_is_looked_at(tmp_path: Path, field: str, left: str) -> None:
    start = "DTSTART;TZID=Europe/Zurich:20250225T100000"
    busy(tmp_path, f"{start}\n{field}", ZURICH.format("0226T100000", "0226T110000"))
    (remark,) = read_busy(tmp_path / "busy.ics", meeting()).remarks
    name = field.partition(";")[0]
    said = f"busy.ics:15: VEVENT 1: {name} is in an unknown time zone; the {left} is left out"
    assert remark.endswith(said)


@pytest.mark.parametrize("zone", ["Our own", "/Our own", '"Our own"'])
def test_a_zone_that_the_file_defines_is_used_wherever_it_does(tmp_path: Path, zone: str) -> None:
    entry = f"BEGIN:VEVENT\nUID:1\nDTSTART;TZID={zone}:20250225T133000\nDURATION:PT1H\nEND:VEVENT\n"
    for body in (OWN_ZONE + entry, entry + OWN_ZONE):
        text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}END:VCALENDAR\n"
        assert spans(tmp_path, text) == ["25 11:00-25 12:00"]


@pytest.mark.parametrize("zone", ["W. Europe Standard Time", "/vendor.example/Europe/Zurich"])
def test_zones_of_other_programs_are_known_and_what_does_not_count_is_passed_over(
    tmp_path: Path, zone: str
) -> None:
    known = f"DTSTART;TZID={zone}:20250225T100000\nDURATION:PT1H"
    assert busy(
        tmp_path,
        known,
        f"{NOWHERE}\nSTATUS:CANCELLED",
        f"{NOWHERE}\nTRANSP:TRANSPARENT",
    ) == ["25 10:00-25 11:00"]
