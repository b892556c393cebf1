"""Options of init: the answers to its questions, for scripts."""

from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import given


@Parameter(name="*", negative_iterable=())
@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOptions:
    """What is known of a meeting; what is not given is asked at a terminal."""

    title: Annotated[str | None, Parameter(help="The title of the meeting.")] = None
    city: Annotated[str | None, Parameter(help="Its city, such as Vienna, or its time zone.")] = (
        None
    )
    days: Annotated[str | None, Parameter(help="Its days: '5 to 7 April 2027', 2027-04-05.")] = None
    hours: Annotated[
        str | None, Parameter(help="The hours of each day: '10:00-13:00, 15:00-18:00'.")
    ] = None
    rooms: Annotated[str | None, Parameter(help="The rooms, with commas between.")] = None
    session: Annotated[
        tuple[str, ...] | None,
        Parameter(help="A session and its length: 'Working Group 1, 5h'. Repeatable."),
    ] = None
    order: Annotated[
        str | None,
        Parameter(
            help="Which sessions follow one another in the first room: all, none, or some: '1, 2'."
        ),
    ] = None

    def given(self) -> dict[str, object]:
        """The options that say something, by name."""
        return given(self)
