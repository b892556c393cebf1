"""A reason is said in the recipient's language where it is one of ours, else as it is."""

import re
from typing import Any, get_args

import pytest

from scheduler.notices.reasons import in_words
from scheduler.notices.wording import wording
from scheduler.problem import Problem
from scheduler.vocabulary.printing import LanguageCode
from tests.render.annexes import CSP11, meeting

LANGUAGES: tuple[LanguageCode, ...] = get_args(LanguageCode)
REASONS = [
    "it needs 30 minutes more",
    "it needs 1 minute more",
    "it ends 10 minutes early",
    "it starts 15 minutes late",
    "it is cancelled",
    "it was added",
    "25 speakers are left, 3 minutes each",
    "it needs 30 minutes more and it starts 5 minutes late",
    "it needs 30 minutes more, and runs 20 minutes past the end of its slot",
    "it needs 30 minutes more, and goes on Wednesday 10:00",
    "on a rolling basis, WGTU before it ends Thursday 11:30",
    "on a rolling basis, WGTU before it is not held",
    "it is shortened, so that the next sessions need not move",
    "Room 2 is lost from Wed 12:00 to Thu 09:00",
    "Room 2 is lost",
    "Chair of the WGTU is absent from Wed 12:00",
    "Chair of the WGTU is absent",
    "team blue cannot interpret from Wed 12:00 to Thu 09:00",
    "Chair of the WGTU is in WGTR until Friday 12:00",
    "it swaps places with WGTU and WGTR",
    "what happened elsewhere leaves it no other place",
    "what happened elsewhere leaves nobody else",
    "draft is out only on Thursday",
    "no place in any of 8 slots: every suitable room is taken",
    "no slot is left for it",
    "no room fits",
    "Tuesday 25 February, morning in Room 2 is free, at a price: prefer +5",
    "'overrun WGTU 30m at Tuesday 25 February 12:55' was taken back",
    "'cancel wgtu' was taken back; it is back where it was published",
    "'cancel wgtu' was taken back; where it was published, Wednesday 10:00 in Room 2, is past",
    "'cancel x' was taken back; it is not back where it was published, Wednesday 10:00 in Room 2",
    "'cancel wgtu' was taken back; it is not back where it was published, Wednesday 10:00 in Room "
    "2: WGTR is there",
]
ENGLISH = re.compile(
    r"\b(minutes|speakers|rolling|absent|lost|Wed|Wednesday|until|it|before|back|slot|there|published|taken)\b"
)


def told() -> Problem:
    """With titles in French."""
    sessions = [
        {**session, "labels": {"fr": "GTTU"}} if session["id"] == "wgtu" else session
        for session in CSP11["sessions"]
    ]
    chair = {"id": "c", "title": "Chair of the WGTU", "titles": {"fr": "Présidence du GTTU"}}
    rooms = [{"id": "plenary", "name": "Room 2", "names": {"fr": "Salle 2"}}]
    draft = {"id": "draft", "titles": {"fr": "Projet"}, "sessions": ["wgtu"], "out": "2025-02-20"}
    return meeting(sessions=sessions, people=[chair], rooms=rooms, documents=[draft])


def said(reason: str, code: LanguageCode, **changes: Any) -> str:
    problem = told()
    return in_words(reason, wording(problem, problem, code))


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_of_ours_is_said_in_every_language(reason: str) -> None:
    assert said(reason, "en") == reason
    found = {code: said(reason, code) for code in LANGUAGES if code != "en"}
    assert len({reason, *found.values()}) == len(found) + 1
    for text in found.values():
        assert "{" not in text
        assert not ENGLISH.search(text)


@pytest.mark.parametrize(
    ("reason", "french"),
    [
        (
            "it needs 30 minutes more, and goes on Wednesday 10:00",
            "elle a besoin de 30 min de plus, elle se poursuit mercredi 10:00",
        ),
        (
            "'cancel x' was taken back; it is not back where it was published, Wednesday 10:00 in "
            "Room 2: on a rolling basis, WGTU before it is not held",
            "une annonce antérieure a été retirée, elle ne retrouve pas la place publiée (mercredi "
            "10:00, Salle 2), les séances se suivent : GTTU, qui précède, n'a pas lieu",
        ),
        ("draft is out only on Thursday", "Projet ne sera disponible que jeudi"),
        (
            "on a rolling basis, WGTU before it ends Thursday 11:30",
            "les séances se suivent : GTTU, qui précède, se termine jeudi 11:30",
        ),
        (
            "Room 2 is lost from Wed 12:00 to Thu 09:00",
            "Salle 2 n'est pas disponible (mercredi 12:00 – jeudi 09:00)",
        ),
        (
            "Chair of the WGTU is absent from Wed 12:00",
            "absence : Présidence du GTTU (mercredi 12:00 –)",
        ),
        ("it swaps places with WGTU and WGTR", "elle échange sa place avec GTTU, WGTR"),
    ],
)
def test_names_days_and_hours_are_those_of_the_language(reason: str, french: str) -> None:
    assert said(reason, "fr") == french


@pytest.mark.parametrize(
    "reason",
    [
        "the minister comes later",
        "it needs 30 minutes more and the minister comes later",
        "nobody asked for it",
    ],
)
def test_what_is_not_ours_stays_as_it_is(reason: str) -> None:
    assert {said(reason, code) for code in LANGUAGES} == {reason}
