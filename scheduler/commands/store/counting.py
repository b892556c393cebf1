"""How a fact counts beside those reported before it: added to them, or in their place."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler import store as stores
from scheduler.replanning.durations import PublishedBasis, count_minutes
from scheduler.replanning.facts import HELD, Fact
from scheduler.vocabulary.command_lines import on_store


@dataclass(frozen=True, slots=True)
class Beside:
    """
    What a fact about a session does to those in force that are about the same.

    Attributes
    ----------
    adds_to, replaces
        Numbers and words of facts: a list of speakers takes the place of what was told of the
        length before, all else adds up.
    in_all
        Minutes that the session then lasts, or starts late, all facts together.
    sentence
        The same for the planner; empty if nothing like it was told before.
    """

    adds_to: tuple[int, ...] = ()
    replaces: tuple[int, ...] = ()
    in_all: int | None = None
    sentence: str = ""

    @property
    def next_step(self) -> list[str]:
        """What to do if that was not meant."""
        if not self.adds_to:
            return []
        number = self.adds_to[-1]
        return [
            (
                f"if it replaces fact {number}: "
                f"{on_store('report', '--undo', number, '--reason', 'WHY')}"
            )
        ]


ALONE = Beside()


def beside(facts: Sequence[stores.Fact], basis: PublishedBasis, fact: Fact) -> Beside:
    """``facts``: those in force, in the order told; ``basis``: with the new one."""
    texts = {str(f): f for f in basis.facts if f != fact and f.subject == fact.subject}
    kinds = ("late",) if fact.kind == "late" else HELD
    like = [f for f in facts if f.text in texts and texts[f.text].kind in kinds]
    if fact.kind not in (*HELD, "late") or not like:
        return ALONE
    numbers = tuple(f.number for f in like)
    if fact.kind == "speakers":
        return Beside(replaces=numbers, sentence=f"it replaces {_named(like)}")
    lists = [n for n, f in enumerate(like) if texts[f.text].kind == "speakers"]
    like = like[lists[-1] :] if lists else like
    numbers = tuple(f.number for f in like)
    if fact.kind == "late":
        minutes = sum(f.minutes or 0 for f in (*texts.values(), fact) if f.kind == "late")
        total = f"{fact.subject} starts {minutes} minutes late in all"
    else:
        minutes, planned = count_minutes(basis, fact.subject)
        total = f"{fact.subject} lasts {minutes} minutes in all, {_against(minutes, planned)}"
    return Beside(numbers, (), minutes, f"it counts on top of {_named(like)}: {total}")


def _named(facts: Sequence[stores.Fact]) -> str:
    return " and ".join(f"fact {f.number} ({f.text})" for f in facts)


def _against(minutes: int, planned: int) -> str:
    if minutes == planned:
        return f"the {planned} that were planned"
    more = f"{abs(minutes - planned)} {'more' if minutes > planned else 'fewer'}"
    return f"{more} than the {planned} that were planned"
