"""What of a timetable is to be exported, and how."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.timetable import Charge, Timetable
from scheduler.vocabulary.printing import LanguageCode, Picture, Profile, ViewName


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """
    What of a timetable is to be exported, and how; each format reads what concerns it.

    Attributes
    ----------
    before
        The timetable to compare with: cells whose list of sessions differs are marked changed.
    view
        What the pages show.
    of
        Id of a person, or a body: a programme is of theirs.
    day
        The only day to print; None is all of them.
    rooms
        Ids of the rooms to print, in this order; None is every room with regular sessions.
    language
        Two letters; None is the language of the scenario.
    draft
        Whether every page is marked as a draft.
    picture
        Of svg and png.
    charges
        What the timetable costs, as the verifier found it; the map of clashes is made of it.
    profile
        Of xml and json; json without one is the whole timetable with its own list of changes.
    """

    before: Timetable | None = None
    view: ViewName = "days"
    of: str | None = None
    day: date | None = None
    rooms: Sequence[str] | None = None
    language: LanguageCode | None = None
    draft: bool = False
    picture: Picture = "grid"
    charges: Sequence[Charge] = ()
    profile: Profile | None = None


WHOLE = ExportRequest()
"""All of it, as the scenario says."""
