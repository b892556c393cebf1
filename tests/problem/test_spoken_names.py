"""Sessions, rooms and people by what is printed of them."""

import pytest

from scheduler.problem import Problem
from scheduler.problem.spoken_names import (
    id_meant,
    room_meant,
    rooms_meant,
    session_meant,
    whose,
    with_room_id,
)

PROBLEM = Problem.model_validate(
    {
        "format": 1,
        "meeting": {"id": "m", "title": "Meeting", "timezone": "UTC"},
        "days": ["2025-02-25"],
        "slots": [{"id": "morning", "start": "10:00", "end": "13:00"}],
        "rooms": [{"id": "plenary", "name": "Room 2"}, {"id": "annex"}],
        "people": [{"id": "chair", "title": "Chair of the WGTR"}],
        "groups": [{"id": "WGTR", "title": "Working Group on Reporting"}],
        "sessions": [
            {"id": "wgtr", "title": "Reporting", "label": "WGTR", "minutes": 60, "group": "WGTR"},
            {"id": "one", "title": "Budget", "minutes": 60},
            {"id": "two", "title": "Budget", "minutes": 60},
        ],
    }
)


@pytest.mark.parametrize(
    ("word", "id"),
    [("wgtr", "wgtr"), ("WGTR", "wgtr"), ("reporting", "wgtr"), ("ONE", "one"), ("x", "x")],
)
def test_a_session_is_named_by_its_id_its_label_or_its_title(word: str, id: str) -> None:
    assert session_meant(PROBLEM, word) == id


def test_what_two_sessions_are_called_names_neither() -> None:
    assert session_meant(PROBLEM, "Budget") == "Budget"


def test_ids_come_before_titles_and_the_same_capitals_before_others() -> None:
    assert id_meant("a", {"A": ("b",), "a": ("c",)}) == "a"
    assert id_meant("b", {"B": ("x",), "c": ("b",)}) == "B"


def test_rooms_people_and_bodies_are_named_as_they_are_printed() -> None:
    assert room_meant(PROBLEM, "room 2") == "plenary"
    assert rooms_meant(PROBLEM, ["Annex", "nowhere"]) == ("annex", "nowhere")
    assert rooms_meant(PROBLEM, None) is None
    assert whose(PROBLEM, "chair of the wgtr") == "chair"
    assert whose(PROBLEM, "Working Group on Reporting") == whose(PROBLEM, "wgtr") == "WGTR"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("wed afternoon room 2", ["wed", "afternoon", "plenary"]),
        ("Room 2", ["plenary"]),
        ("wed annex", ["wed", "annex"]),
        ("wed bathroom 2", ["wed", "bathroom", "2"]),
    ],
)
def test_a_place_may_end_with_the_name_of_a_room(said: str, read: list[str]) -> None:
    assert with_room_id(PROBLEM, said.split()) == read
