"""Passwords that were typed are nowhere in what is printed, whole or in part."""

import pytest

from scheduler.render.terminal.secrets import (
    bytes_without_typed,
    hide_passwords_of,
    without_passwords,
    without_typed,
)


@pytest.mark.parametrize(
    ("word", "message", "shown"),
    [
        (
            "postgresql://me:secret@h/x",
            "postgresql:/me:secret@h/x: no",
            "postgresql:/me:***@h/x: no",
        ),
        ("me:secret@h", "me:secret@h.db: there is none", "me:***@h.db: there is none"),
        ("--store=postgres:me:secret@h", "postgres:me:secret@h", "postgres:***@h"),
        ("pg://me:se/cret@h/x", "cret@h", "***@h"),
        ("pg://me:se/cret@h/x", "pg:/me:se: no such folder", "pg:/me:***: no such folder"),
        ("pg://me:se//cret@h/x", "pg:/me:se/cret@h/x", "pg:/me:***@h/x"),
        ("pg://me:sec@ret@h/x", "pg:/me:sec@ret@h/x", "pg:/me:***@h/x"),
        ("pg://me:sec ret@h/x", "pg:/me:sec ret@h/x", "pg:/me:***@h/x"),
        ("pg://me:sec'r\\et@h", repr("pg://me:sec'r\\et@h"), '"pg://me:***@h"'),
        ("pg://me:secrét@h", '"pg://me:secr\\u00e9t@h"', '"pg://me:***@h"'),
        ("host=h password=secret", "host=h password=secret: no", "host=h password=***: no"),
        ("pg://h/x?password=secret&a=1", "x?password=secret&a=1", "x?password=***&a=1"),
        ("", "postgresql://me:secret@h/x from elsewhere", "postgresql://me:***@h/x from elsewhere"),
    ],
)
def test_a_password_that_was_typed_is_three_stars(word: str, message: str, shown: str) -> None:
    hide_passwords_of(["log", word])
    assert without_passwords(message) == shown


@pytest.mark.parametrize(
    "word",
    [
        "mailto:ada@example.org",
        "C:\\Users\\ada@un\\m.yaml",
        "c:/ada@un/m.db",
        "told: ask ada@example.org",
        "09:10",
        "pg://h:5432/x",
        "a@b",
    ],
)
def test_what_is_no_password_stays(word: str) -> None:
    hide_passwords_of([word])
    assert without_typed(f"so it is: {word}") == f"so it is: {word}"


def test_an_answer_in_bytes_is_searched_if_it_is_text() -> None:
    hide_passwords_of(["me:secret@h"])
    assert bytes_without_typed(b'{"file": "me:secret@h"}') == b'{"file": "me:***@h"}'
    assert bytes_without_typed(b"\xff me:secret@h") == b"\xff me:secret@h"
    hide_passwords_of([])
    assert without_typed("me:secret@h") == "me:secret@h"
