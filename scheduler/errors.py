"""
The exceptions a caller may want to catch, and the hint that ends many of their messages:

SchedulerError
├── UsageError          the command line asks for what cannot be
│   └── TargetError     a file must not be written: it is a store, an input, a scenario, ...
├── ScenarioError       the input is wrong; every complaint, each with file, line and column
├── ImportedError       what others sent cannot be read: every complaint
├── FactError           a fact cannot be read, or contradicts the published timetable
├── LetterError         a Word file cannot be read, or has no table that could be the annex
├── TimetableError      a timetable file cannot be read, or belongs to another scenario
├── Infeasible          proven: no timetable satisfies the hard rules
├── NothingFits         what was tried does not lead there; nothing is proved
├── NoTimetable         the clock ran out before a first incumbent
├── Interrupted         stopped by hand before a first incumbent
├── StoreError          the store cannot be opened, read or written
│   ├── StoreLocked     another process held it for too long
│   └── StaleBase       somebody published first; the draft is kept
└── VerificationError   the solver's answer fails its verifier: our bug
"""

from collections.abc import Iterable

MOST_NAMES = 600
"""Names that a misspelt one is compared with: all time zones, and no endless search."""


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The name that comes closest to a word, capitals aside; None if none comes near."""
    from difflib import get_close_matches  # every command imports this file, few are misspelt

    choices = sorted(set(names))
    if len(choices) > MOST_NAMES:
        return None
    folded = {name.casefold(): name for name in reversed(choices)}
    near = get_close_matches(word.casefold()[:100], folded, n=1)
    return folded[near[0]] if near else None


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """``" - did you mean 'ada'?"`` to end a message with; nothing if no name comes near."""
    near = nearest(word, names)
    return "" if near is None else f" - did you mean {near!r}?"


class SchedulerError(Exception):
    """Base of every error raised on purpose."""


class UsageError(SchedulerError):
    """The command line asks for what cannot be; the message says so."""


class TargetError(UsageError):
    """A file must not be written; the message says why, and what to do instead."""


class ScenarioError(SchedulerError):
    """The scenario cannot be read as a problem."""


class ImportedError(SchedulerError):
    """What others sent cannot be read; nothing of people's data is in the message."""


class FactError(SchedulerError):
    """A fact cannot be read, or does not fit the published timetable."""


class LetterError(SchedulerError):
    """A Word file cannot be read, or has no table, or several, that could be the annex."""


class TimetableError(SchedulerError):
    """A timetable file cannot be read, or belongs to another scenario."""


class Infeasible(SchedulerError):
    """
    No timetable satisfies every hard rule: by arithmetic, or confirmed by a second run.

    Attributes
    ----------
    rules
        Names of rule families that cannot all hold (sorted; dropping the named
        families together makes the problem feasible); none where nobody asked for them.
    shortages
        What arithmetic says: (where it stands in the scenario, code and sentence). None where a
        search was needed to know.
    """

    def __init__(
        self,
        message: str,
        rules: tuple[str, ...] = (),
        shortages: tuple[tuple[tuple[str | int, ...], str], ...] = (),
    ) -> None:
        super().__init__(message)
        self.rules = rules
        self.shortages = shortages


class NothingFits(SchedulerError):
    """None of the ways that were tried leads to what was asked for; others may."""


class NoTimetable(SchedulerError):
    """The search stopped before it found any timetable."""


class ModelTooLarge(NoTimetable):
    """A model is not built: it would take more time or memory than there is; the message says."""


class Interrupted(SchedulerError):
    """The planner stopped the search before it found any timetable."""


class VerificationError(SchedulerError):
    """The verifier rejects what the model accepted, or prices it differently."""


class StoreError(SchedulerError):
    """The store cannot be opened, read or written; nothing is half written."""


class StoreLocked(StoreError):
    """Another process held the store for longer than we waited."""


class StaleBase(StoreError):
    """Somebody published first; the draft is kept."""
