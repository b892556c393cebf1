"""Appointments that repeat, were changed or called off: every form in which programs write that."""

from pathlib import Path

import pytest

from scheduler.importing.busy_calendars import Busy, read_busy
from scheduler.importing.ics.calendar_file import CalendarError
from tests.render.annexes import GENEVA, meeting

SERIES = "UID:s\nDTSTART;TZID=Europe/Paris:20250224T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=5"
LONE = "UID:s\nDTSTART;TZID=Europe/Paris:20250226T090000\nDURATION:PT1H"
FIVE = ["24 09:00", "25 09:00", "26 09:00", "27 09:00", "28 09:00"]
WEEK = ["25 09:00", "26 09:00", "27 09:00", "28 09:00"]


def read(tmp_path: Path, *entries: str, head: str = "") -> Busy:
    body = "".join(f"BEGIN:VEVENT\n{entry}\nEND:VEVENT\n" for entry in entries)
    path = tmp_path / "c.ics"
    path.write_text(f"BEGIN:VCALENDAR\n{head}{body}END:VCALENDAR\n", encoding="utf-8")
    return read_busy(path, meeting())


def spans(busy: Busy) -> list[str]:
    """``25 09:00`` for an hour; the end as well of what lasts otherwise. Days 25 to 28."""
    made = []
    for a, b in busy.spans:
        start, end = a.astimezone(GENEVA), b.astimezone(GENEVA)
        hour = (end - start).total_seconds() == 3600
        made.append(f"{start:%d %H:%M}" + ("" if hour else f"-{end:%d %H:%M}"))
    return made


def changed(which: str, hours: str, more: str = "") -> str:
    """One occurrence, or more, at other hours: ``26T1400`` for an hour."""
    parameters, _, value = which.rpartition(":")
    zone = "" if "VALUE=DATE" in parameters else ";TZID=Europe/Paris"
    return (
        f"UID:s\nRECURRENCE-ID{parameters}{zone}:202502{value}\n"
        f"DTSTART;TZID=Europe/Paris:202502{hours}00\nDURATION:PT1H{more}"
    )


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((SERIES, changed("26T090000", "26T1400")), [*WEEK[:1], "26 14:00", *WEEK[2:]]),
        ((SERIES, changed(";VALUE=DATE:26", "26T1400")), [*WEEK[:1], "26 14:00", *WEEK[2:]]),
        ((SERIES, changed("26T090000", "26T0900", "\nSTATUS:CANCELLED")), [*WEEK[:1], *WEEK[2:]]),
        ((SERIES, changed("26T090000", "26T0900", "\nTRANSP:TRANSPARENT")), [*WEEK[:1], *WEEK[2:]]),
        (
            (SERIES, changed(";RANGE=THISANDFUTURE:26T090000", "26T1600")),
            ["25 09:00", "26 16:00", "27 16:00", "28 16:00"],
        ),
        (
            (SERIES, changed(";RANGE=THISANDFUTURE:26T090000", "26T1600", "\nSTATUS:CANCELLED")),
            ["25 09:00"],
        ),
        (
            (
                SERIES,
                changed(";RANGE=THISANDFUTURE:26T090000", "26T1600"),
                changed("27T090000", "27T1100"),
                changed(";RANGE=THISANDFUTURE:28T090000", "28T1000"),
            ),
            ["25 09:00", "26 16:00", "27 11:00", "28 10:00"],
        ),
        (("RECURRENCE-ID:20250301T090000Z\n" + LONE,), ["26 09:00"]),
        ((f"{SERIES}\nEXDATE;VALUE=DATE:20250226,20250227",), ["25 09:00", "28 09:00"]),
        ((f"{SERIES}\nEXDATE:20250226T080000Z\nEXDATE:20250227T090000",), ["25 09:00", "28 09:00"]),
        ((f"{SERIES}\nEXRULE:FREQ=WEEKLY;BYDAY=WE,TH",), ["25 09:00", "28 09:00"]),
        (
            (
                f"{LONE}\nRDATE;VALUE=PERIOD:20250227T080000Z/PT2H,20250228T080000Z/20250228T090000Z",
            ),
            ["26 09:00", "27 09:00-27 11:00", "28 09:00"],
        ),
        ((f"{LONE}\nRDATE;TZID=America/New_York:20250227T060000",), ["26 09:00", "27 12:00"]),
        ((f"{LONE}\nRRULE:FREQ=DAILY;UNTIL=20250227",), ["26 09:00", "27 09:00"]),
        ((f"{LONE}\nRRULE:FREQ=DAILY;UNTIL=20250227T080000Z",), ["26 09:00", "27 09:00"]),
        ((f"{LONE}\nRRULE:FREQ=DAILY;UNTIL=20250227T075959Z",), ["26 09:00"]),
        ((f"{LONE}\nRRULE:FREQ=MONTHLY;BYDAY=-1FR",), ["26 09:00", "28 09:00"]),
        ((f"{LONE}\nRRULE:FREQ=HOURLY;INTERVAL=25;COUNT=3",), ["26 09:00", "27 10:00", "28 11:00"]),
    ],
)
def test_changes_of_a_series_hold(
    tmp_path: Path, entries: tuple[str, ...], expected: list[str]
) -> None:
    assert spans(read(tmp_path, *entries)) == expected
    assert spans(read(tmp_path, *reversed(entries))) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("SEQUENCE:1\nDTSTAMP:20250102T000000Z", "SEQUENCE:2\nDTSTAMP:20250101T000000Z", "new"),
        ("DTSTAMP:20250101T000000Z", "DTSTAMP:20250102T000000Z", "new"),
        ("SEQUENCE:0", "SEQUENCE:1", "new"),
        ("SEQUENCE:x\nDTSTAMP:20250101T000000Z", "DTSTAMP:20250101T000001Z", "new"),
        ("DTSTAMP:20250101T000000Z", "DTSTAMP:20250101T000000Z", "both"),
        ("DTSTAMP:20250101T000000Z", "SUMMARY:no stamp", "both"),
    ],
)
def test_the_newest_version_of_an_appointment_holds(
    tmp_path: Path, first: str, second: str, expected: str
) -> None:
    """Where nothing says which is newer, both count: rather busy than double-booked."""
    old = f"{LONE}\n{first}"
    new = f"UID:s\nDTSTART:20250227T140000Z\nDURATION:PT1H\n{second}"
    for entries in ((old, new), (new, old)):
        busy = read(tmp_path, *entries)
        assert spans(busy) == (["27 15:00"] if expected == "new" else ["26 09:00", "27 15:00"])
        told = [remark for remark in busy.remarks if "neither is newer" in remark]
        assert len(told) == (expected == "both")


def test_a_series_that_is_called_off_takes_its_changes_along(tmp_path: Path) -> None:
    moved = changed("26T090000", "26T1400", "\nSEQUENCE:1")
    off = f"{SERIES}\nSEQUENCE:2\nSTATUS:CANCELLED"
    assert spans(read(tmp_path, SERIES, moved, off)) == []
    later = changed("27T090000", "27T1500", "\nSEQUENCE:3")
    assert spans(read(tmp_path, off, moved, later)) == ["27 15:00"]


def test_letters_about_appointments_are_not_appointments(tmp_path: Path) -> None:
    assert spans(read(tmp_path, LONE, head="METHOD:CANCEL\n")) == []
    assert spans(read(tmp_path, LONE, head="METHOD:REQUEST\n")) == ["26 09:00"]
    with pytest.raises(CalendarError, match="METHOD is that of an answer"):
        read(tmp_path, LONE, head="METHOD:REPLY\n")


@pytest.mark.parametrize(
    ("guests", "head", "is_busy", "told"),
    [
        (["DECLINED"], "", False, False),
        (["DECLINED", "DECLINED"], "", False, False),
        (["ACCEPTED", "DECLINED"], "", True, True),
        (["ACCEPTED", "DECLINED"], "X-WR-CALNAME:g1@example.org\n", False, False),
        (["DECLINED", "ACCEPTED"], "X-WR-CALNAME:g1@example.org\n", True, True),
        (["ACCEPTED", "TENTATIVE"], "", True, False),
    ],
)
def test_what_was_declined_does_not_count_where_that_is_certain(
    tmp_path: Path, guests: list[str], head: str, is_busy: bool, told: bool
) -> None:
    lines = (f"ATTENDEE;PARTSTAT={s}:mailto:G{n}@example.org" for n, s in enumerate(guests))
    busy = read(tmp_path, "\n".join([LONE, *lines]), head=head)
    assert bool(busy.spans) == is_busy
    assert bool(busy.remarks) == told
    assert "example.org" not in "".join(busy.remarks)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("DTEND;VALUE=DATE:20250226", "26 00:00-27 00:00"),
        ("DTEND;VALUE=DATE:20250227", "26 00:00-27 00:00"),
        ("DTEND;VALUE=DATE:20250228", "26 00:00-28 00:00"),
        ("DTEND;VALUE=DATE:20250225", "26 00:00-27 00:00"),
        ("DURATION:P2D", "26 00:00-28 00:00"),
        ("DURATION:PT1H", "26 00:00-27 00:00"),
        ("SUMMARY:no end", "26 00:00-27 00:00"),
    ],
)
def test_whole_days_are_busy_from_midnight_to_midnight(
    tmp_path: Path, end: str, expected: str
) -> None:
    assert spans(read(tmp_path, f"UID:d\nDTSTART;VALUE=DATE:20250226\n{end}")) == [expected]


def test_times_without_a_zone_are_those_of_the_calendar(tmp_path: Path) -> None:
    entry = "UID:f\nDTSTART:20250226T050000\nDTEND:20250226T060000"
    assert spans(read(tmp_path, entry, head="X-WR-TIMEZONE:America/New_York\n")) == ["26 11:00"]
    lost = read(tmp_path, entry, head="X-WR-TIMEZONE:Mars/Base\n")
    assert spans(lost) == ["26 05:00"]
    assert "c.ics:2: VCALENDAR 1: X-WR-TIMEZONE is unknown" in lost.remarks[0]
    assert "Mars" not in lost.remarks[0]


def test_what_the_file_says_of_a_zone_counts_whatever_its_name(tmp_path: Path) -> None:
    zone = "BEGIN:VTIMEZONE\nTZID:Europe/London\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
    zone += "TZOFFSETFROM:-0500\nTZOFFSETTO:-0500\nEND:STANDARD\nEND:VTIMEZONE\n"
    entry = "UID:z\nDTSTART;TZID=Europe/London:20250226T050000\nDURATION:PT1H"
    busy = read(tmp_path, entry, head=zone)
    assert spans(busy) == ["26 11:00"]
    assert "c.ics:2: VTIMEZONE 1: differs from the zone of that name" in busy.remarks[0]


def test_where_the_file_says_nothing_that_can_be_read_of_a_zone_its_name_counts(
    tmp_path: Path,
) -> None:
    zone = "BEGIN:VTIMEZONE\nTZID:Europe/London\nBEGIN:STANDARD\nDTSTART:soon\n"
    zone += "TZOFFSETFROM:-0500\nTZOFFSETTO:-0500\nEND:STANDARD\nEND:VTIMEZONE\n"
    entry = "UID:z\nDTSTART;TZID=Europe/London:20250226T050000\nDURATION:PT1H"
    busy = read(tmp_path, entry, head=zone)
    assert spans(busy) == ["26 06:00"]
    said = "c.ics:2: VTIMEZONE 1: cannot be read: the zone of that name counts"
    assert said in busy.remarks[0]


@pytest.mark.parametrize(
    ("line", "remark"),
    [
        ("RRULE:FREQ=DAILY;UNTIL=", "RRULE cannot be read; the line is left out"),
        ("RRULE:FREQ=DAILY;UNTIL=soon", "RRULE has an UNTIL that cannot be read"),
        ("RRULE:FREQ=SECONDLY", "RRULE repeats every second"),
        ("RRULE:FREQ=MINUTELY;BYSECOND=0,15,30,45", "RRULE repeats too often"),
        ("RRULE:FREQ=DAILY;BYMONTH=13", "RRULE has a number that is not possible"),
        ("RRULE:FREQ=DAILY;INTERVAL=0", "RRULE has a number that is not possible"),
        (f"RRULE:FREQ=DAILY;COUNT={'9' * 5000}", "RRULE cannot be read"),
        ("EXDATE:tomorrow", "EXDATE cannot be read"),
        ("RDATE:20250227T250000", "RDATE cannot be read"),
        ("DTEND:20250226T070000Z", "DTEND is before DTSTART; the entry is left out"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_read(tmp_path: Path, line: str, remark: str) -> None:
    other = "UID:o\nDTSTART:20250228T080000Z\nDURATION:PT1H"
    busy = read(tmp_path, f"{LONE.replace('DURATION:PT1H', 'CLASS:PUBLIC')}\n{line}", other)
    assert busy.remarks[0].endswith(remark) or f"c.ics:6: VEVENT 1: {remark}" in busy.remarks[0]
    assert busy.left_out == 1
    assert spans(busy)[-1] == "28 09:00"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;COUNT=999999999",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=HOURLY;BYDAY=MO;BYMONTHDAY=31;BYMONTH=2",
        "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=0,1,2,3,4,5,6,7,8,9",
    ],
)
def test_rules_without_end_are_followed_no_further_than_the_meeting(
    tmp_path: Path, rule: str
) -> None:
    """Many of each: a limit of the file, since each alone is little."""
    start = "DTSTART:19700101T090000Z\nDURATION:PT1M"
    count = 8 if "BYHOUR" in rule else 60
    many = [f"UID:{n}\n{start}\nRRULE:{rule}" for n in range(count)]
    busy = read(tmp_path, *many)
    assert busy.read == count
    assert busy.left_out == 0 or "RRULE repeats" in busy.remarks[0]
    assert len(busy.remarks) <= 22


def test_too_large_a_calendar_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.ics"
    path.write_bytes(b"BEGIN:VCALENDAR\n" + b"X-A:1\n" * 3_000_000)
    with pytest.raises(CalendarError, match="larger than 16,000,000 bytes"):
        read_busy(path, meeting())
    path.write_bytes(b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 40_001)
    with pytest.raises(CalendarError, match="more than 40,000 entries"):
        read_busy(path, meeting())
    path.write_bytes(b"BEGIN:VCALENDAR\n" + b"\n" * 600_000)
    with pytest.raises(CalendarError, match="more than 600,000 lines"):
        read_busy(path, meeting())


def test_a_file_that_is_cut_off_says_so(tmp_path: Path) -> None:
    path = tmp_path / "cut.ics"
    path.write_text(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{LONE}\n", encoding="utf-16")
    busy = read_busy(path, meeting())
    assert spans(busy) == ["26 09:00"]
    assert busy.remarks[0].endswith("cut.ics:2: VEVENT 1: has no end: the file may be cut off")


def test_an_appointment_without_an_end_ends_where_the_next_begins(tmp_path: Path) -> None:
    path = tmp_path / "open.ics"
    other = LONE.replace("UID:s", "UID:t").replace("0226T", "0227T")
    alarm = "BEGIN:VALARM\nTRIGGER:-PT5M\nDTSTART:nonsense\nEND:VALARM"
    body = f"BEGIN:VEVENT\n{LONE}\nBEGIN:VEVENT\n{other}\n{alarm}\nEND:VEVENT\n"
    path.write_text(f"BEGIN:VCALENDAR\n{body}END:VCALENDAR\n", encoding="utf-8")
    busy = read_busy(path, meeting())
    assert spans(busy) == ["26 09:00", "27 09:00"]
    assert [remark.partition(": ")[2] for remark in busy.remarks] == [
        "VEVENT 1: has no end: the file may be cut off"
    ]


def test_thousands_of_versions_are_one_appointment(tmp_path: Path) -> None:
    many = [f"{LONE}\nSEQUENCE:{n}\nDTSTAMP:20250101T000000Z" for n in range(500)]
    same = [LONE.replace("UID:s", "UID:t")] * 500
    assert spans(read(tmp_path, *many, *same)) == ["26 09:00"]


@pytest.mark.parametrize(
    "text",
    [
        "BEGIN:VEVENT\n" * 3_000,
        "BEGIN:X\n" * 10_000,
        "BEGIN:VEVENT\nDTSTART" + ';"' * 100_000 + ":20250225T100000Z\nEND:VEVENT\n",
        f"BEGIN:VEVENT\n{LONE}\nEXDATE:" + "20250225T100000Z," * 30_000 + "\nEND:VEVENT\n",
    ],
    ids=range(4),
)
def test_what_is_deep_or_long_costs_little(tmp_path: Path, text: str) -> None:
    path = tmp_path / "deep.ics"
    path.write_text(f"BEGIN:VCALENDAR\n{text}END:VCALENDAR\n", encoding="utf-8")
    try:
        said = [*read_busy(path, meeting()).remarks]
    except CalendarError as error:
        said = str(error).splitlines()
    assert len(said) <= 22
    assert all(line.startswith(str(path)) for line in said)
