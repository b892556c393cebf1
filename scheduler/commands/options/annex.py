"""The options of an export: what the annex shows, in which shape, and into which letter."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, get_args

from cyclopts import Parameter

from scheduler.commands.options.values import LetterTable, Stubs
from scheduler.errors import UsageError
from scheduler.vocabulary.printing import LanguageCode, Picture, Profile, ViewName

CODES = ", ".join(get_args(LanguageCode)[:-1]) + f" or {get_args(LanguageCode)[-1]}"
PICTURED = ("--draft", "--day", "--language", "--room", "--before", "--times", "--stubs")
KNOWN: dict[str, tuple[str, ...]] = {
    "csv": (),
    "ics": ("--of", "--before", "--language"),
    "json": (),
    "png": PICTURED,
    "profile": (),
    "svg": PICTURED,
    "xml": (),
}
"""What these formats know of the options of the annex."""


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexOptions:
    """What an export shows, and in which language."""

    view: Annotated[
        ViewName,
        Parameter(help="Layout: days by slots (the annex), rooms, bodies, a list, ..."),
    ] = "days"
    of: Annotated[str | None, Parameter(help="Show the programme of this person or body.")] = None
    day: Annotated[str | None, Parameter(help="Show only this day: 2025-02-26 or wednesday.")] = (
        None
    )
    language: Annotated[
        str | None, Parameter(help=f"{CODES}; en,fr prints both (default: the scenario's).")
    ] = None
    room: Annotated[tuple[str, ...] | None, Parameter(help="Show only this room. Repeatable.")] = (
        None
    )
    draft: Annotated[bool, Parameter(negative=(), help="Mark every page as a draft.")] = False
    times: Annotated[
        bool, Parameter(negative=(), help="Print the expected times of rolling sessions.")
    ] = False
    stubs: Stubs = False

    @property
    def languages(self) -> tuple[LanguageCode, ...]:
        """None, one or two; UsageError for what is none."""
        named = [] if self.language is None else self.language.split(",")
        known = {code: code for code in get_args(LanguageCode)}
        codes = tuple(known[name.strip()] for name in named if name.strip() in known)
        if len(codes) != len(named) or len(codes) > 2:
            raise UsageError(f"--language {self.language!r}: expected {CODES}, or two: en,fr")
        return codes

    def strange(self, format: str, *, before: list[Path] | None) -> list[str]:
        """Options given that a format which is no annex does not know."""
        if format not in KNOWN:
            return []
        given = {
            "--view": self.view if self.view != "days" else None,
            "--of": self.of,
            "--day": self.day,
            "--language": self.language,
            "--room": self.room,
            "--draft": self.draft or None,
            "--times": self.times or None,
            "--stubs": self.stubs or None,
            "--before": before,
        }
        allowed = KNOWN[format]
        return [name for name, value in given.items() if value is not None and name not in allowed]


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class FormatOptions:
    """Which of several shapes a format has, and since when it is public."""

    profile: Annotated[
        Profile | None,
        Parameter(help="For xml and json: the dialect that apps read (default for xml: voc)."),
    ] = None
    picture: Annotated[
        Picture | None,
        Parameter(help="For svg and png: what to draw (default: grid)."),
    ] = None
    risk: Annotated[
        bool,
        Parameter(negative=(), help="Add how late sessions may be, as a table, column or sheet."),
    ] = False
    published_at: Annotated[
        str | None, Parameter(help="For ics: the moment of publication, '2025-02-20 09:00'.")
    ] = None

    def strange(self, format: str) -> list[str]:
        """Options given that this format does not know."""
        given = {
            "--profile": (self.profile, ("xml", "profile")),
            "--picture": (self.picture, ("svg", "png")),
            "--risk": (self.risk or None, ("docx", "html", "md", "pdf", "xlsx")),
            "--published-at": (self.published_at, ("ics",)),
        }
        return [
            name for name, (value, of) in given.items() if value is not None and format not in of
        ]


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOptions:
    """A letter in Word whose annex is to be replaced, and which of its tables that is."""

    into: Annotated[
        Path | None, Parameter(help="Replace the annex in this letter; change nothing else.")
    ] = None
    table: LetterTable = None
