"""Complaints of the checks, before and after their place in the file is known."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from scheduler.errors import ScenarioError
from scheduler.vocabulary.locations import Loc

Severity = Literal["error", "warning"]


class Finding(NamedTuple):
    """A complaint about the scenario at ``loc``; ``key``: about the name of the field there."""

    code: str
    loc: Loc
    message: str
    key: bool = False


class Located(NamedTuple):
    """A complaint about a place in the text, both counted from 1; ``file``: an included one."""

    code: str
    line: int
    column: int
    message: str
    file: str = ""


class RefusedError(Exception):
    """The text cannot be read any further."""

    def __init__(self, located: Located) -> None:
        super().__init__(located.message)
        self.located = located


class FaultsError(Exception):
    """Places of a table that cannot be read, all of them."""

    def __init__(self, located: tuple[Located, ...]) -> None:
        super().__init__(f"{len(located)} cells cannot be read")
        self.located = located


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One complaint as the planner sees it: ``week.yaml:15:5: S003 unknown field ...``."""

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str

    def __str__(self) -> str:
        """One line; what would turn or steer it, in a title for example, is shown by its number."""
        return shown(f"{self.file}:{self.line}:{self.column}: {self.code} {self.message}")


class InvalidScenarioError(ScenarioError):
    """A scenario error that carries its complaints, warnings included, in order of line."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(str(d) for d in diagnostics if d.severity == "error"))
        self.diagnostics = diagnostics


def shown(text: str) -> str:
    """A text of which everything can be seen: blanks of any width as blanks, others escaped."""
    return "".join(
        char if char.isprintable() else " " if char.isspace() else repr(char)[1:-1] for char in text
    )


def quoted(value: object, limit: int = 60) -> str:
    """What the planner wrote, in quotes, control characters escaped, cut to a length."""
    text = str(value)
    return repr(text if len(text) <= limit else text[:limit] + "…")
