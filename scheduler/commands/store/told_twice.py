"""The same fact reported twice: meant twice, or repeated because no answer was seen?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from scheduler import store as stores
from scheduler.errors import FactError
from scheduler.render.terminal.console import ask
from scheduler.replanning.facts import Fact, parser

SOON = timedelta(minutes=1)
"""Within it the same words are more likely a command given twice than a second fact."""
MINUTE = timedelta(minutes=1)


def as_meant(
    fact: Fact, told: Sequence[stores.Fact], *, clock: datetime | None, again: bool
) -> Fact | None:
    """
    The fact to keep: as it is, or a minute later where one of the same words has its minute.

    ``told``: the facts in force; ``clock``: what it says, None where the planner said when it was
    told. None if the planner, asked, did not mean it. FactError where there is nobody to ask.
    """
    same = next((one for one in told if one.text == str(fact)), None)
    recent = same or _just_told(fact, told, clock)
    if recent is None:
        return fact
    if not again and not _confirmed(fact, recent, same is not None):
        return None
    texts = {one.text for one in told}
    while str(fact) in texts:
        fact = _a_minute_later(fact)
    return fact


def _just_told(
    fact: Fact, told: Sequence[stores.Fact], clock: datetime | None
) -> stores.Fact | None:
    """The last fact of the same words, if it was told within a minute by the same clock."""
    if clock is None:
        return None
    words = _words(str(fact))
    same = (one for one in reversed(told) if _words(one.text) == words)
    return next((one for one in same if _since(one, fact, clock) <= SOON), None)


def _since(before: stores.Fact, fact: Fact, clock: datetime) -> timedelta:
    """How long ago it was told; by its own minute where the clock has jumped back meanwhile."""
    stamp = parser.TOLD.search(before.text)
    if before.at <= clock or stamp is None or fact.at is None:
        return clock - before.at
    return abs(fact.at - datetime.fromisoformat(stamp["when"]))


def _words(text: str) -> str:
    """Without the moment at which it was told."""
    stamp = parser.TOLD.search(text)
    return text if stamp is None else text[: stamp.start()]


def _confirmed(fact: Fact, before: stores.Fact, at_that_minute: bool) -> bool:
    already = "already" if at_that_minute else "less than a minute ago"
    sentence = f"'{fact}' was reported {already}, as fact {before.number}"
    answer = ask(f"{sentence}. Did it happen again?")
    if answer is None:
        raise FactError(f"{sentence}; if it happened again, add --again or its moment, --at MOMENT")
    return answer


def _a_minute_later(fact: Fact) -> Fact:
    if fact.at is None:
        raise FactError(
            f"'{fact}' was reported already; if it happened again, add its moment: --at MOMENT"
        )
    return replace(fact, at=fact.at + MINUTE)
