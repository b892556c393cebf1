"""A planner in a folder of her own: commands as typed, and what they said."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import cli
from scheduler import store as stores
from scheduler.store import Store
from scheduler.timetable import Record

ROOT = Path(__file__).parents[2]
CSP11 = (ROOT / "scenarios" / "csp11.yaml").read_text(encoding="utf-8")
Capture = pytest.CaptureFixture[str]


@dataclass(frozen=True)
class Issue:
    """A store in which a scenario is solved, kept and published, and what was said of that."""

    store: bytes
    out: str
    err: str


@dataclass
class Planner:
    """Runs commands in the current folder; ``out`` and ``err`` are of the last one."""

    capture: Capture
    folder: Path
    issues: dict[str, Issue]
    out: str = ""
    err: str = ""
    codes: list[int] = field(default_factory=list)

    def says(self, *argv: str, code: int = 0) -> str:
        """The answer of a command that must exit with this code."""
        found = cli.main(list(argv))
        said = self.capture.readouterr()
        self.out, self.err = said.out, said.err
        assert found == code, f"{argv}: exit {found}\n{said.out}\n{said.err}"
        return said.out

    def json(self, *argv: str, code: int = 0) -> Any:
        return json.loads(self.says(*argv, "--json", code=code))

    def head(self) -> Record:
        return Record.model_validate_json(self.says("export", "json", "head"))

    @contextmanager
    def store(self) -> Iterator[Store]:
        with stores.opened(self.folder / "meeting.db", create=False) as found:
            yield found

    def published(self) -> "Planner":
        """The scenario solved, kept and published as Rev.0; a copy of what was done once."""
        scenario = Path("meeting.yaml").read_text(encoding="utf-8")
        store = Path("meeting.db")
        if scenario not in self.issues:
            self.says("solve", "meeting.yaml", "--save", "--workers", "1")
            self.says("publish")
            assert {path.name for path in Path().iterdir()} == {"meeting.yaml", "meeting.db"}
            self.issues[scenario] = Issue(store.read_bytes(), self.out, self.err)
        issue = self.issues[scenario]
        store.write_bytes(issue.store)
        self.out, self.err = issue.out, issue.err
        return self


@pytest.fixture(scope="session")
def issues() -> dict[str, Issue]:
    """What was published in this session, by the text of its scenario."""
    return {}


@pytest.fixture
def planner(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
    issues: dict[str, Issue],
) -> Planner:
    """In a folder with meeting.yaml, which is CSP11."""
    monkeypatch.chdir(tmp_path)
    for name in ("ROLLGRID_STORE", "ROLLGRID_AUTHOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "meeting.yaml").write_text(CSP11, encoding="utf-8")
    return Planner(capsys, tmp_path, issues)


def edited(change: Callable[[str], str]) -> str:
    """CSP11 with a change that is really one."""
    text = change(CSP11)
    assert text != CSP11
    return text
