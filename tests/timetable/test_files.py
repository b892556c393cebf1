"""Timetable files: equal records give equal bytes, and a bad file says all that is wrong."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from scheduler.errors import TimetableError
from scheduler.files import write
from scheduler.timetable import Record, Run, files
from tests.render.annexes import PRINTED, record, sittings

HAND_MADE: dict[str, Any] = {
    "format_version": 1,
    "meeting": "m",
    "timezone": "Europe/Zurich",
    "sittings": [
        {
            "session": "a",
            "room": "A",
            "start": "2025-02-25T10:00:00+01:00",
            "end": "2025-02-25T11:00:00+01:00",
        }
    ],
}


def stored(path: Path, content: Any) -> Path:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return path


def complaints(path: Path) -> list[str]:
    with pytest.raises(TimetableError) as caught:
        files.read(path)
    return [line.removeprefix(str(path)).lstrip(":") for line in str(caught.value).splitlines()]


def changed(**changes: Any) -> dict[str, Any]:
    return {**HAND_MADE, "sittings": [{**HAND_MADE["sittings"][0], **changes}]}


def test_times_are_written_with_the_offset_of_the_meeting() -> None:
    written = json.loads(files.to_bytes(record(*PRINTED)))
    assert written["sittings"][0] == {
        "session": "enip",
        "part": 1,
        "parts": 2,
        "room": "plenary",
        "start": "2025-02-25T10:00:00+01:00",
        "end": "2025-02-25T13:00:00+01:00",
        "chairs": [],
        "team": None,
    }


def test_every_field_of_the_interface_is_there_in_its_order() -> None:
    written = list(json.loads(files.to_bytes(record(*PRINTED))))
    fixed = ["format_version", "meeting", "scenario_sha256", "timezone", "status", "tiers"]
    fixed += ["sittings", "unplaced", "charges", "waived", "warnings", "run"]
    assert [name for name in written if name in fixed] == fixed


def test_sittings_in_any_order_give_equal_bytes() -> None:
    backwards = record(*PRINTED).model_copy(update={"sittings": sittings(*PRINTED)[::-1]})
    assert files.to_bytes(backwards) == files.to_bytes(record(*PRINTED))


def test_the_repeated_hour_is_sorted_by_moments_not_by_clock_faces() -> None:
    first, second = "2025-10-26T02:30:00+02:00", "2025-10-26T02:15:00+01:00"
    sitting = {"room": "A", "end": "2025-10-26T05:00:00+01:00"}
    made = Record.model_validate(
        {
            **HAND_MADE,
            "scenario_sha256": "",
            "sittings": [
                {**sitting, "session": "second", "start": second},
                {**sitting, "session": "first", "start": first},
            ],
        }
    )
    written = json.loads(files.to_bytes(made))["sittings"]
    assert [(s["session"], s["start"]) for s in written] == [("first", first), ("second", second)]


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    run = Run(rollgrid="0", ortools="9", seed=1, workers=1, seconds=0.25, strategy="exact")
    data = files.to_bytes(record(*PRINTED, run=run, facts=("overrun enip 30m",), policy="roll"))
    write(tmp_path / "t.json", data)
    assert files.to_bytes(files.read(tmp_path / "t.json")) == data
    assert data.endswith(b"}\n")


def test_a_hand_made_file_needs_four_fields(tmp_path: Path) -> None:
    made = files.read(stored(tmp_path / "t.json", HAND_MADE))
    assert [s.session for s in made.sittings] == ["a"]
    assert made.scenario_sha256 == ""


def test_all_complaints_come_at_once_each_with_its_line(tmp_path: Path) -> None:
    path = stored(tmp_path / "t.json", {**changed(rom="B", end=5, part="1"), "meting": "m"})
    assert complaints(path) == [
        "10: sittings[0].end: input should be a valid datetime, not 5",
        "11: sittings[0].rom: unknown field - did you mean 'room'?",
        "12: sittings[0].part: input should be a valid integer, not '1'",
        "15: meting: unknown field - did you mean 'meeting'?",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (changed(start="2025-02-25T10:00:00"), "has no UTC offset"),
        (changed(start="1740474000"), "expected '2025-02-25T10:00:00+01:00'"),
        (changed(start="0001-01-01T00:00:00+14:00"), "expected '2025-02-25T10:00:00+01:00'"),
        (changed(start=1740474000), "valid datetime"),
        (changed(part=0), "greater than 0"),
        (changed(part=True), "valid integer"),
        ({**HAND_MADE, "timezone": "Mars/Olympus"}, "no time zone 'Mars/Olympus'"),
        ({**HAND_MADE, "timezone": "../etc"}, "no time zone '../etc'"),
        ({**HAND_MADE, "format_version": 2}, "format_version: expected 1, not 2"),
        ({**HAND_MADE, "format_version": True}, "format_version: expected 1, not True"),
        ({"sittings": []}, "format_version: expected 1, not nothing"),
        ({"format_version": 1, "meeting": "m", "sittings": []}, "timezone: is missing"),
        ({**HAND_MADE, "sittings": {}}, "sittings: input should be a valid array"),
        ({**HAND_MADE, "changes": [{"before": [{"start": "1"}]}]}, "changes[0].before[0].start"),
        ([], "expected an object"),
        ({**HAND_MADE, "meeting": "\ud800"}, "half a character"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(tmp_path: Path, content: Any, said: str) -> None:
    assert said in "\n".join(complaints(stored(tmp_path / "t.json", content)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1:1: is not JSON"),
        ('{"a": 1,\n "b": }', "2:7: is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a": 1, "a": 2}', "the field 'a' is listed twice"),
        ('{"a": NaN}', "NaN is not a number"),
        ('{"a": ' + "9" * 5_000 + "}", "cannot be read"),
    ],
)
def test_junk_is_refused_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "t.json").write_text(text, encoding="utf-8")
    (only,) = complaints(tmp_path / "t.json")
    assert said in only


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_bytes(b"{\n\xff")
    assert complaints(tmp_path / "t.json") == ["2: not UTF-8 text"]


def test_a_huge_file_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 100)
    (only,) = complaints(stored(tmp_path / "t.json", HAND_MADE))
    assert "larger than 100 bytes" in only


def test_what_would_take_long_to_read_is_refused_before(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_bytes(b'{"sittings": [' + b"1," * 500_001 + b"1]}")
    (said,) = complaints(path)
    assert said.strip() == "more than 500,000 values, too many for a timetable"
    path.write_text("{" + "".join(f'"{n}": 1, ' for n in range(100_000)) + '"99999": 1}')
    (said,) = complaints(path)
    assert said.strip() == "cannot be read: the field '99999' is listed twice in one object"


def test_many_complaints_are_counted_not_all_told(tmp_path: Path) -> None:
    bad = {**HAND_MADE, "sittings": [{**HAND_MADE["sittings"][0], "part": 0}] * 60}
    told = complaints(stored(tmp_path / "t.json", bad))
    assert (len(told), told[-1].strip()) == (51, "and 10 more complaints")


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_what_is_no_file_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(TimetableError, match="cannot be read"):
        files.read(tmp_path / name)


def test_writing_keeps_the_mode_and_follows_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "real.json", tmp_path / "link.json"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "t.json"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
