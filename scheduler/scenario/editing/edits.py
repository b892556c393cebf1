"""What can be changed in the text of a scenario; values are YAML on one line."""

from dataclasses import dataclass
from typing import TypeAlias


class NotEditableError(Exception):
    """
    The text is written so that this cannot be changed in place; ``line`` from 1, 0: unknown.

    ``each``: every edit that cannot be carried out, by its number, with its own error.
    """

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.line = line
        self.each: dict[int, NotEditableError] = {}

    @property
    def sentence(self) -> str:
        return f"line {self.line}: {self}" if self.line else str(self)


@dataclass(frozen=True, slots=True)
class SetField:
    """
    A field of a session, such as ``("pin", "exact")``; made where it is not there.

    ``instead_of``: a field beside it that it takes the place of, if that is there.
    """

    session: str
    path: tuple[str, ...]
    value: str
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class AddSession:
    """A session after the last one; ``text``: its fields in braces."""

    session: str
    text: str


@dataclass(frozen=True, slots=True)
class DropSession:
    """A session taken out of the list of sessions."""

    session: str


@dataclass(frozen=True, slots=True)
class LeaveOrder:
    """A session taken out of a rolling order, by its number from 0."""

    index: int
    session: str


@dataclass(frozen=True, slots=True)
class JoinOrder:
    """A session put into a rolling order after another one; empty: before all."""

    index: int
    session: str
    after: str


@dataclass(frozen=True, slots=True)
class SetOrder:
    """The sessions of a rolling order that are named, in this order; others keep their place."""

    index: int
    order: tuple[str, ...]


Edit: TypeAlias = SetField | AddSession | DropSession | LeaveOrder | JoinOrder | SetOrder
