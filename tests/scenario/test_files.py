"""Files that are no scenarios bring one clear complaint; those that are come through unharmed."""

import hashlib
import os
from datetime import date, time
from itertools import pairwise
from pathlib import Path

import pytest

from scheduler.errors import ScenarioError
from scheduler.problem import Problem
from scheduler.scenario import diagnose, load, schema
from tests.scenario.texts import SOUND, changed


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path("week.yaml")


def told(path: Path, data: bytes | str) -> list[str]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return [str(diagnostic) for diagnostic in diagnose(path)]


def test_a_scenario_becomes_a_problem(file: Path) -> None:
    file.write_text(SOUND, encoding="utf-8")
    loaded = load(file)
    assert type(loaded.problem) is Problem
    assert loaded.problem.days == (date(2025, 2, 25), date(2025, 2, 26))
    assert loaded.problem.slots[0].start == time(10, 0)
    assert loaded.problem.in_force is None
    assert loaded.problem.situation is None
    assert loaded.sha256 == hashlib.sha256(SOUND.encode()).hexdigest()
    assert loaded.path == file
    assert loaded.diagnostics == ()


def test_places_are_found_again_by_their_path(file: Path) -> None:
    file.write_text(SOUND, encoding="utf-8")
    loaded = load(file)
    assert loaded.locate(("sessions", 1, "chairs", 0)) == "week.yaml:17:46"
    assert loaded.locate(("sessions", 1)) == "week.yaml:17:5"
    assert loaded.locate(("sessions", 1, "split")) == "week.yaml:17:5"
    assert loaded.locate(()) == "week.yaml:1:1"


def test_a_missing_file_is_told(file: Path) -> None:
    with pytest.raises(ScenarioError, match=r"^week\.yaml:1:1: S001 file not found$"):
        load(file)


def test_a_directory_is_told(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r":1:1: S001 this is a folder: give a file in it$"):
        load(tmp_path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_of_somebody_else_is_told(file: Path) -> None:
    file.write_text(SOUND, encoding="utf-8")
    file.chmod(0)
    with pytest.raises(ScenarioError, match="S001 cannot be read: Permission denied"):
        load(file)


def test_a_name_that_no_file_can_have_is_told() -> None:
    with pytest.raises(ScenarioError, match="S001 "):
        load(Path("week\0.yaml"))


def test_a_file_of_50_megabytes_is_refused_with_its_size(file: Path) -> None:
    with file.open("wb") as hole:
        hole.truncate(50_000_000)
    assert [str(d) for d in diagnose(file)] == [
        "week.yaml:1:1: S010 50,000,000 bytes; a scenario has at most 5,000,000"
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-be"])
def test_other_encodings_than_utf8_are_refused(file: Path, encoding: str) -> None:
    (complaint,) = told(file, SOUND.encode(encoding))
    assert " S002 " in complaint


def test_latin_1_is_told_at_the_letter(file: Path) -> None:
    data = changed(("title: C,", "title: Cé,")).encode("latin-1")
    assert told(file, data) == [
        "week.yaml:18:21: S002 byte 0xe9 is not UTF-8: save the file as UTF-8"
    ]


def test_a_nul_byte_is_told_where_it_stands(file: Path) -> None:
    assert told(file, "format: 1\nmeeting: \0\n") == [
        "week.yaml:2:10: S002 character U+0000 has no place in a text file"
    ]


@pytest.mark.parametrize("escape", ["\\0", "\\x1b[2J", "\\ud800", "\\x9b"])
def test_an_escaped_control_character_is_told(file: Path, escape: str) -> None:
    (complaint,) = told(file, changed(("title: C,", f'title: "{escape}",')))
    assert complaint.startswith("week.yaml:18:20: S002 ")
    assert complaint.isprintable()


def test_a_byte_order_mark_and_windows_line_ends_are_fine(file: Path) -> None:
    data = changed(("then: c", "then: e")).replace("\n", "\r\n")
    assert told(file, b"\xef\xbb\xbf" + data.encode()) == [
        "week.yaml:23:40: S022 no session, group or kind is called 'e'"
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "---\n", "~\n"])
def test_an_empty_file_is_told(file: Path, text: str) -> None:
    (complaint,) = told(file, text)
    assert " S012 the file is empty" in complaint


def test_a_list_is_not_a_scenario(file: Path) -> None:
    assert told(file, "\n- a\n- b\n") == [
        "week.yaml:2:1: S012 expected fields (meeting, days, slots, ...), not a list"
    ]


def test_a_single_value_is_not_a_scenario(file: Path) -> None:
    assert told(file, "hello\n") == [
        "week.yaml:1:1: S012 expected fields (meeting, days, slots, ...), not a single value"
    ]


def test_aliases_that_multiply_are_counted_before_they_expand(file: Path) -> None:
    names = "abcdefgh"
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{name}: &{name} [{', '.join(['*' + before] * 10)}]" for before, name in pairwise(names)
    ]
    (complaint,) = told(file, "\n".join(lines))
    assert complaint.startswith("week.yaml:6:12:")
    assert "S011 more than 250,000 values up to here, aliases expanded" in complaint


def test_an_alias_within_itself_is_told(file: Path) -> None:
    assert told(file, "a: &a [1, *a]\n") == [
        "week.yaml:1:11: S004 *a has no value: &a must be complete before it"
    ]


@pytest.mark.parametrize("bomb", ["[" * 5_000, "- " * 5_000 + "x", "{a: " * 5_000])
def test_deep_nesting_is_told_where_it_becomes_too_deep(file: Path, bomb: str) -> None:
    (complaint,) = told(file, bomb)
    assert complaint.endswith(" S011 more than 40 levels deep")


def test_depth_is_counted_through_aliases(file: Path) -> None:
    nested = "[" * 30
    text = f"a: &a {nested}{']' * 30}\nb: {nested}*a{']' * 30}\n"
    assert told(file, text) == ["week.yaml:2:34: S011 more than 40 levels deep"]


def test_a_tag_without_end_is_told_where_it_begins(file: Path) -> None:
    assert told(file, "a: 1\nb: " + "!" * 2_000_000) == [
        "week.yaml:2:4: S011 a tag of more than 1,000 characters"
    ]


@pytest.mark.parametrize(
    ("bomb", "complaint"),
    [
        ("1," * 800_000, "1:1: S011 more than 250,000 values: 800,002 commas, colons and dashes"),
        ("\n" * 500_001, "1:1: S011 more than 500,000 lines"),
        ("a " * 200_000, "2:3: S011 a text of 200,000 characters"),
    ],
    ids=["values", "lines", "text"],
)
def test_what_would_take_long_to_read_is_refused_before(
    file: Path, bomb: str, complaint: str
) -> None:
    assert told(file, f"a: 1\nb: {bomb}") == [f"week.yaml:{complaint}"]


@pytest.mark.ci
def test_more_slots_than_can_be_judged_are_told(file: Path) -> None:
    slots = "".join(f"  - {{id: s{i}, start: 10:00, end: 11:00}}\n" for i in range(2_501))
    complaints = told(file, changed(("slots:\n", f"slots:\n{slots}")))
    assert "week.yaml:5:3: S011 5,008 slots on all days together: expected at most 5,000" in (
        complaints
    )


def test_an_anchored_window_may_be_used_twice(file: Path) -> None:
    text = changed(
        ("state: confirmed", "unavailable: &off [{from: 2025-02-26 15:00, to: 2025-02-26 18:00}]"),
        ("Asia/Tokyo", "Europe/Zurich, unavailable: *off"),
    )
    file.write_text(text, encoding="utf-8")
    people = load(file).problem.people
    assert people[0].unavailable == people[1].unavailable != ()


def test_text_stays_text_as_yaml_1_2_has_it(file: Path) -> None:
    text = changed(
        ("start: 10:00", "start: 9:30"),
        ("title: C", "title: NO"),
        ("id: annex, seats: 80", "id: 007, seats: 080"),
        ("rooms: [annex]", "rooms: [007], label: 2025-02-25"),
    )
    file.write_text(text, encoding="utf-8")
    problem = load(file).problem
    assert problem.slots[0].start == time(9, 30)
    assert problem.people[0].title == "NOhair of A"
    assert (problem.rooms[1].id, problem.rooms[1].seats) == ("007", 80)
    assert problem.sessions[3].rooms == ("007",)
    assert problem.sessions[3].label == "2025-02-25"


def test_the_schema_describes_files_and_not_replans() -> None:
    made = schema()
    assert {"meeting", "days", "slots", "rooms", "sessions"} <= set(made["required"])
    assert not {"in_force", "situation"} & set(made["properties"])
    assert "from" in made["$defs"]["Window"]["properties"]
    whole, *_, fields = made["$defs"]["Minutes"]["anyOf"]
    assert whole["type"] == "integer"
    assert fields["required"] == ["likely"]
