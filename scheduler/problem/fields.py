"""What a field of a scenario may hold: names, texts, windows, minutes, pins."""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)

from scheduler.problem.amounts import Amount, Positive, pattern
from scheduler.problem.times import Hours, Moment, PositiveMinutes, are_hours, in_minutes
from scheduler.vocabulary.durations import spread_in

Text = Annotated[str, Field(max_length=2_000, strict=True)]

YES = r"1|[oO][nN]|[tT]|[tT][rR][uU][eE]|[yY]|[yY][eE][sS]"
NO = r"0|[oO][fF][fF]|[fF]|[fF][aA][lL][sS][eE]|[nN]|[nN][oO]"


def _name(characters: str) -> dict[str, Any]:
    text = {"type": "string", "minLength": 1, "maxLength": 80, "pattern": f"^{characters}+$"}
    return {"anyOf": [text, {"type": "integer"}]}


Flag = Annotated[
    bool,
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": [0, 1]}, pattern(f"{YES}|{NO}")]}),
]
"""Yes or no; the words for it may stand without being YAML's own."""
Id = Annotated[
    str,
    BeforeValidator(lambda v: str(v) if isinstance(v, int) and not isinstance(v, bool) else v),
    Field(min_length=1, max_length=80, pattern=r"^\S+$"),
    WithJsonSchema(_name(r"\S")),
]
"""A name without spaces; numbers are taken as text, so ids of other systems can be kept."""
PlaceId = Annotated[Id, Field(pattern=r"^[^\s:/]+$"), WithJsonSchema(_name(r"[^\s:/]"))]
"""Slots and rooms: no colon or slash either, ``why SESSION --at SLOT:ROOM`` needs them."""


Item = Annotated[
    str,
    BeforeValidator(lambda v: str(v) if isinstance(v, int) and not isinstance(v, bool) else v),
    Field(min_length=1, max_length=80),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "minLength": 1, "maxLength": 80}, {"type": "integer"}]}
    ),
]
"""An item of an agenda: ``4(a)``; numbers are taken as text."""
ADDRESS = r"https?://[!-~]{1,1000}"


def _address(value: object) -> object:
    if not isinstance(value, str) or re.fullmatch(ADDRESS, value) is None:
        raise ValueError(f"expected an address such as 'https://example.org/7', not {value!r}")
    return value


Address = Annotated[str, BeforeValidator(_address), WithJsonSchema(pattern(ADDRESS))]
"""A page of the web; what is not ASCII in it is escaped as browsers copy it."""


def _features(value: object) -> object:
    """``livestream`` and ``[livestream]`` ask for one of each."""
    names = [value] if isinstance(value, str | int) and not isinstance(value, bool) else value
    if isinstance(names, list | tuple | set | frozenset) and not any(
        isinstance(name, list | dict) for name in names
    ):
        return dict.fromkeys(names, 1)
    return value


Features = Annotated[dict[Id, Positive], BeforeValidator(_features)]
"""What a room has or a session asks for: ``[livestream]``, or with numbers, ``{booths: 6}``."""


class Strict(BaseModel):
    """Base of every input type: immutable, and a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class InLanguages(Strict):
    """The same words in other languages, by their two letters."""

    en: Text | None = None
    fr: Text | None = None
    es: Text | None = None
    ru: Text | None = None
    zh: Text | None = None
    ar: Text | None = None


class NotesInLanguages(Strict):
    """The same footnotes in other languages, by their two letters."""

    en: tuple[Text, ...] | None = None
    fr: tuple[Text, ...] | None = None
    es: tuple[Text, ...] | None = None
    ru: tuple[Text, ...] | None = None
    zh: tuple[Text, ...] | None = None
    ar: tuple[Text, ...] | None = None


class Overtime(Strict):
    """Up to ``minutes`` past the end of a slot, at ``price`` per minute."""

    minutes: PositiveMinutes
    price: Amount = 1


class Window(Strict):
    """
    From one moment to another, or, with ``daily`` clock times, the same hours every day; where they
    do not end after they start, they end on the next day.

    Read in ``timezone`` if given, else in the time zone of the person, else of the meeting.
    """

    start: Annotated[Moment | None, Field(alias="from")] = None
    end: Annotated[Moment | None, Field(alias="to")] = None
    daily: Hours | None = None
    timezone: Text | None = None

    @model_validator(mode="after")
    def _is_one_of_two_forms(self) -> Self:
        moments = (self.start is None) + (self.end is None)
        if (self.daily is None) == (moments != 0):
            raise ValueError("give either 'from' and 'to', or 'daily: [hh:mm, hh:mm]'")
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError(f"ends at {self.end:%Y-%m-%d %H:%M}, not after it starts")
        if self.daily is not None and not are_hours(self.daily):
            raise ValueError(f"daily hours end at {self.daily[1]:%H:%M}, when they start")
        return self


class Minutes(Strict):
    """
    least <= likely <= most; planned at likely, trimmed towards least at a price.

    ``90 (60 to 180)`` is short for all three.
    """

    least: PositiveMinutes
    likely: PositiveMinutes
    most: PositiveMinutes

    @model_validator(mode="before")
    @classmethod
    def _one_number_means_all_three(cls, value: Any) -> Any:
        value = in_minutes(value)
        said = spread_in(value) if isinstance(value, str) else None
        if said is not None:
            return dict(zip(("least", "likely", "most"), said, strict=True))
        if isinstance(value, int) and not isinstance(value, bool):
            return {"least": value, "likely": value, "most": value}
        if isinstance(value, dict) and "likely" in value:
            return {"least": value["likely"], "most": value["likely"], **value}
        return value

    @model_validator(mode="after")
    def _are_in_order(self) -> Self:
        if self.least > self.likely:
            raise ValueError(f"least {self.least} is more than likely {self.likely}")
        if self.likely > self.most:
            raise ValueError(f"likely {self.likely} is more than most {self.most}")
        return self


class Split(Strict):
    """
    May be cut at walls; no part shorter than ``least_part``, at most ``most_parts`` parts.

    ``days``: ``same`` keeps all parts on one day, ``different`` puts every part on another.
    """

    least_part: PositiveMinutes = 1
    days: Literal["any", "same", "different"] = "any"
    most_parts: Annotated[int, Field(ge=2, strict=True)] | None = None


def _split(value: object) -> object:
    """``split: yes`` is a split without limits, ``split: no`` none."""
    word = str(value).strip() if isinstance(value, str | bool | int) else ""
    if re.fullmatch(YES, word):
        return {}
    return None if re.fullmatch(NO, word) else value


MaySplit = Annotated[Split | None, BeforeValidator(_split)]
"""Whether and how a session may be cut."""


class Pin(Strict):
    """``exact``: starts then. ``not_before``: never earlier. ``room``: held there."""

    exact: Moment | None = None
    not_before: Moment | None = None
    room: PlaceId | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.exact is None and self.not_before is None and self.room is None:
            raise ValueError("expected exact, not_before or room")
        if self.exact is not None and self.not_before is not None:
            raise ValueError("exact and not_before exclude each other")
        return self
