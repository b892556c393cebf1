"""Options of report: what is told of an added session, and of speakers."""

from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import given


@Parameter(name="*", negative_iterable=())
@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakersOptions:
    """How many speakers are left, and how long each may speak."""

    left: Annotated[int | None, Parameter(help="For speakers: number of speakers left.")] = None
    limit: Annotated[
        str | None, Parameter(help="For speakers: time limit for each, such as 3m.")
    ] = None

    def given(self) -> dict[str, object]:
        """The options that say something, by name."""
        return given(self)


@Parameter(name="*", negative_iterable=())
@dataclass(frozen=True, slots=True, kw_only=True)
class AddedOptions:
    """What a new session is, and where it may be."""

    title: Annotated[str | None, Parameter(help="For add: the title in the annex.")] = None
    group: Annotated[str | None, Parameter(help="For add: the body.")] = None
    chair: Annotated[tuple[str, ...] | None, Parameter(help="For add: the chair. Repeatable.")] = (
        None
    )
    follows: Annotated[
        str | None, Parameter(help="For add: the session that it follows in a rolling order.")
    ] = None
    room: Annotated[
        tuple[str, ...] | None, Parameter(help="For add: a room where it may be. Repeatable.")
    ] = None
    day: Annotated[
        tuple[str, ...] | None, Parameter(help="For add: a day when it may be. Repeatable.")
    ] = None

    def given(self) -> dict[str, object]:
        """The options that say something, by name."""
        return given(self)
