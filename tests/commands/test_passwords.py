"""A password typed in any place of any command is not repeated."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

import cli
from scheduler.commands.signatures import signature_of
from tests.files.test_commands import named_options

URLS = (
    "postgresql:/me:secret@host/x",
    "postgresql://me:secret@127.0.0.1:1/x",
    "me:secret@host/x",
    "pg://me:a/secret@host/x",
    "postgres:me:secret@host",
    "host=h user=me password=secret",
    "postgresql://me:a secret@host/x.yaml",
)
PLAYS = "demo"
"""It makes a folder of whatever name it is given, and plays in it."""


def lines() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each command with a URL in every place that takes a word: its words, and each option."""
    for group, commands in (("", cli.COMMANDS), *((n, c) for n, (_, c, _) in cli.GROUPS.items())):
        for path, _ in commands:
            command = signature_of(f"scheduler.commands.{path}")
            name = path.rpartition(":")[2].replace("_", "-")
            first = (group, name) if group else (name,)
            words = ("@",) * len(_positional(command))
            yield "-".join(first), (*first, *words)
            for option, kind in named_options(command):
                if _takes_words(kind):
                    yield "-".join(first), (*first, *words, f"--{option.replace('_', '-')}", "@")


def _positional(command: Any) -> list[str]:
    """Its words that must be there, one at least."""
    every = inspect.signature(command).parameters.values()
    places = [one for one in every if one.kind is not one.KEYWORD_ONLY]
    asked = [
        one.name
        for one in places
        if one.default is one.empty and one.kind is not one.VAR_POSITIONAL
    ]
    return asked or [one.name for one in places][:1]


def _takes_words(kind: Any) -> bool:
    return kind in (str, Path) or any(map(_takes_words, get_args(kind)))


LINES = [line for line in lines() if line[0] != PLAYS]


@pytest.mark.ci
@pytest.mark.parametrize("name", sorted({name for name, _ in LINES}))
def test_it_is_nowhere_in_what_a_command_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for number, (_, words) in enumerate(line for line in LINES if line[0] == name):
        url = URLS[number % len(URLS)]
        cli.main([url if word == "@" else word for word in words])
        said = capsys.readouterr()
        assert "secret" not in said.out + said.err, words
        assert said.out + said.err != ""
