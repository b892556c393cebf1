"""Standard streams that are closed, full or broken: what was done is said where it can."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

import cli
from scheduler import store as stores
from scheduler.files import kept_so_far
from scheduler.render.terminal import answer, console
from tests.draws import sampled
from tests.store.every_command import SCENARIO, line

PROGRAM = Path(__file__).parents[2] / "cli.py"
Capture = pytest.CaptureFixture[str]
FACT = "report overrun apples 10m --at 2030-03-05T09:10"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Path:
    """A folder with a meeting of which Rev.0 is published."""
    monkeypatch.chdir(tmp_path)
    Path("meeting.yaml").write_text(SCENARIO, encoding="utf-8")
    assert cli.main(["solve", "meeting.yaml", "--save", "--workers", "1"]) == answer.OK
    assert cli.main(["publish"]) == answer.OK
    capsys.readouterr()
    return tmp_path


def shell(command: str, redirected: str) -> subprocess.CompletedProcess[str]:
    """The program run by a shell with its streams redirected."""
    given = ["sh", "-c", f'"$0" "$1" {command} {redirected}', sys.executable, str(PROGRAM)]
    return subprocess.run(given, capture_output=True, text=True, check=False)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("command", "redirected"),
    sampled(
        [
            ("publish r2 --yes", "2>&-"),
            ("solve meeting.yaml --workers 1 --out keep.json", ">&-"),
            ("show", ">&-"),
            ("show --json", ">&- 2>&- <&-"),
            ("log", "<&-"),
        ],
        0,
    ),
)
def test_a_command_whose_streams_are_closed_does_what_it_is_asked(
    command: str, redirected: str
) -> None:
    assert cli.main(FACT.split()) == answer.OK
    assert cli.main(["replan", "--workers", "1"]) == answer.OK
    done = shell(command, redirected)
    assert (done.returncode, "Traceback" in done.stderr) == (answer.OK, False), done.stderr
    if command.startswith("publish"):
        with stores.opened("meeting.db") as store:
            assert [r.state for r in stores.revisions(store)] == ["published", "published"]
    assert "keep.json" not in command or Path("keep.json").stat().st_size > 0


def test_streams_that_are_closed_lead_nowhere_and_no_file_takes_their_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    console.stand_in()
    opened = (sys.stdin, sys.stdout, sys.stderr)
    try:
        assert console.ask("Is anybody there?") is None
        console.complain("nobody reads this")
        print("nor this", flush=True)
    finally:
        for file in opened:
            file.close()


@contextmanager
def full(name: str = "stdout") -> Iterator[None]:
    """Within it stdout, or another stream, is a device that is full."""
    usual = getattr(sys, name)
    with Path("/dev/full").open("w", encoding="utf-8") as file:
        setattr(sys, name, file)
        try:
            yield
        finally:
            setattr(sys, name, usual)
            with suppress(OSError):
                file.close()


@pytest.mark.usefixtures("folder")
def test_what_was_kept_is_confirmed_by_the_exit_code_where_it_cannot_be_printed(
    capsys: Capture,
) -> None:
    for command in (FACT, "pin plums", "waive availability --reason agreed", "unpin plums"):
        with full():
            assert cli.main(line(command, "meeting.db")) == answer.OK, command
        assert capsys.readouterr().err.splitlines()[0] == (
            "the answer cannot be written: No space left on device; the results are kept "
            "in meeting.db"
        )
    assert cli.main(["export", "md", "--to", "annex.md"]) == answer.OK
    with full():
        assert cli.main(["replan", "--workers", "1", "--json", "--out", "new.json"]) == answer.OK
    assert "the results are kept in meeting.db, new.json" in capsys.readouterr().err
    with stores.opened("meeting.db") as store:
        assert len(stores.facts(store)) == 1
        assert len(stores.revisions(store)) == 2


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", ["show", "log", "report list", "export md"])
def test_an_answer_that_cannot_be_printed_is_none_where_nothing_was_kept(
    command: str, capsys: Capture
) -> None:
    with full():
        assert cli.main(command.split()) == answer.USAGE
    assert "the answer cannot be written: No space left on device\n" in capsys.readouterr().err
    assert kept_so_far() == ()


@pytest.mark.usefixtures("folder")
def test_remarks_that_cannot_be_printed_change_nothing() -> None:
    with full("stderr"):
        assert cli.main(FACT.split()) == answer.OK
    with full("stderr"):
        assert cli.main(["no such command"]) == answer.USAGE


@pytest.mark.parametrize(
    "command",
    sampled(
        [
            "init {}",
            "log --store {}",
            "solve meeting.yaml --workers 1 --store {}",
            "solve meeting.yaml --workers 1 --out {}.json",
            "export md --to {}.md",
            "notices write --to {}",
            "check {}",
            "import csv {} --to new.yaml",
            "import csv talks.csv --to {}.yaml",
            "contingency apples --to {}.md",
        ],
        3,
    ),
)
def test_a_name_that_the_file_system_refuses_is_said(
    folder: Path, command: str, capsys: Capture
) -> None:
    (folder / "talks.csv").write_text("id,title,likely\na,A,30\n", encoding="utf-8")
    assert cli.main(command.format("x" * 300).split()) in (answer.USAGE, answer.INVALID)
    said = "".join(capsys.readouterr())
    assert "File name too long" in said
    assert "xxx" in said
    assert "Traceback" not in said


def test_what_is_no_ordinary_file_is_written_to_directly(folder: Path) -> None:
    reader, writer = os.pipe()
    assert cli.main(["export", "md", "--to", f"/dev/fd/{writer}"]) == answer.OK
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as page:
        assert page.read().startswith("# ")
    assert {path.name for path in folder.iterdir()} == {"meeting.yaml", "meeting.db"}


@pytest.mark.parametrize(
    "words",
    sampled(
        [
            "log postgresql://me:secret@host/x",
            "log --store postgresql:/me:secret@host/x",
            "log --stoer postgresql://me:secret@host/x",
            "postgresql://me:secret@host/x",
            "log --store postgres:me:secret@host",
            "solve meeting.yaml --save --store me:secret@host/x",
            "durations learn postgresq://me:secret@host/x",
            "export md --to postgresql://me:secret@host/x",
        ],
        3,
    ),
)
def test_a_password_is_not_repeated_wherever_it_was_typed(
    folder: Path, words: str, capsys: Capture
) -> None:
    assert cli.main(words.split()) != answer.OK
    said = capsys.readouterr()
    assert "secret" not in said.err + said.out
    assert said.err != ""
    assert {path.name for path in folder.iterdir()} == {"meeting.yaml", "meeting.db"}
