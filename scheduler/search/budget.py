"""What a search may use: time, threads, the seed of its random draws, and who follows it."""

from dataclasses import dataclass

from scheduler.search.progress import Report


@dataclass(frozen=True, slots=True)
class Budget:
    """
    Attributes
    ----------
    seconds
        Wall clock for everything together.
    workers
        Threads; with one, the same seed gives the same timetable wherever a proof ends the search.
    progress
        Called with the incumbent and bound whenever one of them changes.
    asked
        The seconds that a planner gave, where these are what is left of them: those are told.
    avoid
        Names of strategies that are not tried: others try them side by side.
    """

    seconds: float = 60.0
    seed: int = 1
    workers: int = 2
    progress: Report | None = None
    asked: float | None = None
    avoid: frozenset[str] = frozenset()


USUAL = Budget()
