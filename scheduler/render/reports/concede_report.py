"""Concessions in words: what it would take, and what each buys."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from scheduler.problem import Problem
from scheduler.render.reports.sweep_report import ends
from scheduler.render.terminal.answer import BAD, GOOD, QUIET, WEAK, Line, View, adapt, counted, say
from scheduler.render.terminal.figures import fit_table
from scheduler.sweeps.comparing import price
from scheduler.sweeps.conceding import Bought, Conceded
from scheduler.sweeps.results import Result
from scheduler.sweeps.statements import More
from scheduler.timetable.wording import Wording, wording_of

HEADS = ("concession", "no place", "cost", "overtime", "ends", "buys")
NOTE = "Each was solved, and its timetable accepted by the verifier."
UNSURE = "(?): a timetable may be as good without it; try more --seconds."


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: whom to give how much, and the place of a statement in the file."""

    problem: Problem
    give: More | None
    minutes: int
    top: int


def lines(asked: Asked, told: Conceded, view: View) -> list[Line]:
    """The answer in a sentence; then the concessions, the best first."""
    wording = wording_of(asked.problem)
    made = [say(f"One concession: {asked.problem.meeting.title}", "bold")]
    made += [say(answer(asked, told, wording), GOOD if told.bought or told.fits else BAD), Line()]
    made.append(say(f"Now: {_standing(told.now, asked)}", QUIET))
    if asked.give is not None:
        made.append(say(f"With {_gift(asked, wording)}: {_standing(told.wanted, asked)}", QUIET))
    if told.bought:
        shown = told.bought[: asked.top]
        rows = [list(HEADS), *(_row(asked, told, one, wording) for one in shown)]
        made.append(Line())
        for number, printed in enumerate(fit_table(rows, view.width)):
            made += [Line(text, QUIET if number == 0 else "") for text in printed]
    made += [say(f"failed: {reason}", WEAK) for reason in told.failed]
    of = f" of {told.all:,} statements" if told.tried < told.all else ""
    made += [Line(), say(f"{counted(told.tried, 'concession')} tried{of}. {NOTE}", QUIET)]
    if not all(_is_sure(told, one) for one in told.bought[: asked.top]):
        made.append(say(UNSURE, QUIET))
    return list(adapt(made, view))


def answer(asked: Asked, told: Conceded, wording: Wording) -> str:
    """``To give WGETI one more slot, one concession is enough: ...; it costs 600 more.``"""
    best = told.bought[0] if told.bought else None
    if asked.give is None:
        return _best(told, best, asked, wording)
    gift = _gift(asked, wording)
    if told.fits:
        return _as_it_is(gift, told, best, wording)
    if best is None:
        return f"None of the {told.tried} concessions tried makes room for {gift}."
    many = "one concession is" if len(best.concessions) == 1 else "two concessions together are"
    how, price_ = all_of(best, wording), _price(told, best)
    return f"To give {_given(asked, wording)}, {many} enough: {how}; {price_}."


def _price(told: Conceded, best: Bought) -> str:
    """``it costs 600 more than now, with 120 minutes of overtime``"""
    after, before = best.result.figures, told.now.figures
    assert after is not None
    if before is None:
        total = f"the cost is {after.cost:,} in all"
    elif after.cost == before.cost:
        total = "it costs no more"
    else:
        word = "more" if after.cost > before.cost else "less"
        total = f"it costs {abs(after.cost - before.cost):,} {word} than now"
    amounts = [
        f"{minutes:,} minutes {what}"
        for minutes, what in ((after.overtime, "of overtime"), (after.trimmed, "trimmed"))
        if minutes
    ]
    return f"{total}, with {' and '.join(amounts)}" if amounts else total


def _as_it_is(gift: str, told: Conceded, best: Bought | None, wording: Wording) -> str:
    more = _cost(told.wanted) - _cost(told.now)
    price_ = f"at a cost of {more:,} more" if more > 0 else "at no cost"
    first = f"There is already room for {gift}, {price_}"
    if best is None:
        return f"{first}."
    less = _cost(told.wanted) - _cost(best.result)
    return f"{first}; {less:,} less if you {all_of(best, wording)}."


def _best(told: Conceded, best: Bought | None, asked: Asked, wording: Wording) -> str:
    if best is None:
        return "None of the concessions tried makes it better."
    gain = _buys(told, best, wording)
    return f"What helps most: {all_of(best, wording)}. It gains {gain}."


def _gift(asked: Asked, wording: Wording) -> str:
    """``one more slot of WGETI``"""
    assert asked.give is not None
    return f"{_amount(asked)} of {wording.of(asked.give.of)}"


def _given(asked: Asked, wording: Wording) -> str:
    """``WGETI one more slot``"""
    assert asked.give is not None
    return f"{wording.of(asked.give.of)} {_amount(asked)}"


def _amount(asked: Asked) -> str:
    assert asked.give is not None
    slots = asked.give.slots
    if slots is None:
        return f"{asked.minutes:,} more minutes"
    return f"{'one more slot' if slots == 1 else f'{slots} more slots'} ({asked.minutes:,} minutes)"


def all_of(one: Bought, wording: Wording) -> str:
    """What is conceded: ``let WGTU take 60 minutes less, 210 in all``"""
    return ", and ".join(wording.word(c.says) for c in one.concessions)


def _standing(result: Result, asked: Asked) -> str:
    """``cost 180, everybody has a place, ends Fri 18:00``"""
    if result.figures is None:
        return {"infeasible": "no timetable is possible"}.get(result.state, "no timetable found")
    place = counted(result.figures.unplaced, "session") + " without a place"
    placed = place if result.figures.unplaced else "every session has a place"
    proof = "" if result.optimal else " (not proved the least)"
    used = [
        f"{minutes:,} minutes {what}"
        for minutes, what in (
            (result.figures.trimmed, "trimmed"),
            (result.figures.overtime, "of overtime"),
        )
        if minutes
    ]
    last = f"the last ends {ends(result.figures, asked.problem.zone)}"
    return ", ".join([f"cost {_cost(result):,}{proof}", *used, placed, last])


def _cost(result: Result) -> int:
    return result.figures.cost if result.figures is not None else 0


def _row(asked: Asked, told: Conceded, one: Bought, wording: Wording) -> list[str]:
    figures = one.result.figures
    assert figures is not None
    return [
        all_of(one, wording),
        f"{figures.unplaced:,}",
        f"{figures.cost:,}",
        f"{figures.overtime:,}",
        ends(figures, asked.problem.zone),
        _buys(told, one, wording),
    ]


def _buys(told: Conceded, one: Bought, wording: Wording) -> str:
    """What is gained by it, in a few words."""
    figures, before = one.result.figures, told.wanted.figures
    assert figures is not None
    if before is None:
        return "a timetable"
    gains = []
    if figures.unplaced < before.unplaced:
        more = counted(before.unplaced - figures.unplaced, "place")
        gains.append(f"{more} for sessions without one")
    if figures.clashes < before.clashes:
        gains.append(f"{before.clashes - figures.clashes:,} less of clashes")
    if figures.cost < before.cost:
        gains.append(f"{before.cost - figures.cost:,} less in all")
    if one.freed is not None:
        slot, room = one.freed
        gains.append(f"{wording.of(room)} free on {wording.word(slot)}")
    elif price(one.result) == price(told.wanted):
        gains.append(f"{one.slack(told.wanted):,} minutes free")
    return ", ".join(gains) + ("" if _is_sure(told, one) else " (?)")


def _is_sure(told: Conceded, one: Bought) -> bool:
    """Whether what it buys is proved not to be had without it."""
    return one.sure or one.freed is not None or price(one.result) == price(told.wanted)


def fields(asked: Asked, told: Conceded, places: Sequence[Sequence[str]]) -> Mapping[str, object]:
    """The same as plain data; ``places``: where the statements of each concession stand."""
    return {
        "meeting": asked.problem.meeting.title,
        "give": asked.give.model_dump() if asked.give is not None else None,
        "answer": answer(asked, told, wording_of(asked.problem)),
        "fits": told.fits,
        "now": _fields(told.now),
        "wanted": _fields(told.wanted),
        "tried": told.tried,
        "statements": told.all,
        "concessions": [
            {
                "says": [concession.says for concession in one.concessions],
                "places": list(place),
                "sure": one.sure,
                "frees": list(one.freed) if one.freed is not None else None,
                **_fields(one.result),
            }
            for one, place in zip(told.bought, places, strict=True)
        ],
    }


def _fields(result: Result) -> dict[str, object]:
    return {
        "result": result.state,
        "tiers": [{"name": n, "cost": c, "bound": b} for n, c, b in result.tiers],
        "figures": asdict(result.figures) if result.figures is not None else None,
    }
