"""The card for the chair: what follows from each end time, exactly, merged, on one page."""

import json
import random
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document

from scheduler.errors import TimetableError
from scheduler.problem import Policy, Problem
from scheduler.render import cards as rendering
from scheduler.render.terminal.answer import View
from scheduler.replanning import contingency
from scheduler.replanning.consequences import consequence_of, same
from scheduler.replanning.contingency import Card, Row, build_cards
from scheduler.replanning.replan import predict
from scheduler.replanning.request import ReplanRequest
from scheduler.scenario import load
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.timetable import Record
from tests.draws import sampled
from tests.twins import tiny

SCENARIOS = Path(__file__).parents[2] / "scenarios"
LEAD = timedelta(minutes=5)


@pytest.fixture(scope="module")
def csp11() -> Problem:
    return load(SCENARIOS / "csp11.yaml").problem


@pytest.fixture(scope="module")
def published(csp11: Problem) -> Record:
    return record(solve(csp11), sha256="")


@pytest.fixture(scope="module")
def rolled(csp11: Problem, published: Record) -> tuple[Card, ...]:
    return build_cards(ReplanRequest(csp11, published, budget=Budget(workers=1)))


def row_of(card: Card, offset: int) -> Row:
    return next(row for row in card.rows if offset in {found.offset for found in row.found})


def when(row: Row) -> tuple[str, str | None]:
    return f"{row.after:%a %H:%M}", None if row.until is None else f"{row.until:%a %H:%M}"


def changed(row: Row) -> set[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return {(c.slot[5:], c.gained, c.lost) for c in row.found[0].cells}


def test_there_is_a_card_for_each_hand_over(rolled: tuple[Card, ...]) -> None:
    assert [(c.session, c.follower) for c in rolled] == [
        ("enip", "cei"),
        ("cei", "wgtu"),
        ("wgtu", "wgtr"),
    ]


def test_the_consequences_worked_by_hand_are_on_the_card(rolled: tuple[Card, ...]) -> None:
    enip, _, wgtu = rolled
    thirty, ninety = row_of(enip, 30), row_of(enip, 90)
    assert changed(thirty) == {("02-26/morning", ("enip",), ()), ("02-28/morning", ("wgtu",), ())}
    assert {f.offset: f"{f.close:%a %H:%M}" for f in thirty.found}[30] == "Fri 18:30"
    assert changed(ninety) == {
        ("02-26/morning", ("enip",), ()),
        ("02-27/morning", (), ("wgtu",)),
        ("02-28/morning", ("wgtu",), ()),
    }
    assert {f.offset: f"{f.end:%a %H:%M}" for f in ninety.found}[90] == "Wed 11:30"
    early = row_of(wgtu, -45)
    assert changed(early) == {("02-27/afternoon", ("wgtr",), ())}
    assert {f.offset: f"{f.starts:%a %H:%M}" for f in early.found}[-45] == "Thu 17:15"


def test_what_is_printed_is_a_row_and_what_nobody_can_hold_is_the_last(
    rolled: tuple[Card, ...],
) -> None:
    for card in rolled:
        assert [row.kind for row in card.rows].count("printed") == 1
        assert row_of(card, 0).kind == "printed"
        assert card.rows[-1].kind == "stuck"
        assert card.rows[-1].until is None
    assert when(row_of(rolled[0], 0)) == ("Tue 17:30", "Tue 18:00")
    assert when(rolled[0].rows[-1])[0] == "Wed 12:00"


def test_rows_follow_one_another_without_a_gap(rolled: tuple[Card, ...]) -> None:
    for card in rolled:
        for row, following in zip(card.rows, card.rows[1:], strict=False):
            assert row.until == following.after
        for row in card.rows[:-1]:
            assert row.until is not None
            assert all(row.after < found.end <= row.until for found in row.found)


def test_a_row_holds_for_every_minute_in_it(
    csp11: Problem, published: Record, rolled: tuple[Card, ...]
) -> None:
    pick = random.Random(1)
    for card in rolled:
        last = published.timetable.of_session(card.session)[-1]
        for row in card.rows[:-1]:
            first, final = row.found[0].offset, row.found[-1].offset
            shortest = 1 - (last.end - last.start) // timedelta(minutes=1)
            offset = pick.randint(max(shortest, first - 14), final)
            if offset in (0, first):
                continue
            told = last.end - LEAD if offset > 0 else last.end + timedelta(minutes=offset)
            kind = "overrun" if offset > 0 else "early"
            fact = f"{kind} {card.session} {abs(offset)}m"
            outcome = predict(
                ReplanRequest(csp11, published, [fact], now=told, budget=Budget(workers=1))
            )
            order = csp11.rolling[0]
            found = consequence_of(published, outcome, order, card.session, offset)
            assert same(list(row.found), found), (card.session, offset)


def test_an_end_that_nobody_can_hold_is_not_told_with_one_that_can(
    rolled: tuple[Card, ...],
) -> None:
    (possible,) = row_of(rolled[0], 0).found[:1]
    assert same([None], None)
    assert same([possible], possible)
    assert not same([None], possible)
    assert not same([possible], None)


@pytest.mark.ci
def test_under_extend_the_first_half_hour_is_overtime_and_changes_nothing_else(
    csp11: Problem, published: Record
) -> None:
    (card,) = build_cards(
        ReplanRequest(csp11, published, policy="extend", budget=Budget(workers=1)), session="wgtu"
    )
    after = card.rows[[row.kind for row in card.rows].index("printed") + 1]
    assert when(after) == ("Thu 18:00", "Thu 18:30")
    assert (after.found[0].cells, after.found[0].runs_over) == ((), True)


@pytest.mark.ci
def test_a_limit_between_two_steps_of_the_grid_is_found_to_the_minute(
    csp11: Problem, published: Record
) -> None:
    slots = [
        slot.model_copy(update={"overtime": slot.overtime.model_copy(update={"minutes": 20})})
        if slot.overtime is not None
        else slot
        for slot in csp11.slots
    ]
    short = csp11.model_copy(update={"slots": tuple(slots)})
    (card,) = build_cards(
        ReplanRequest(short, published, policy="extend", budget=Budget(workers=1)), session="wgtu"
    )
    assert ("Thu 18:00", "Thu 18:20") in [when(row) for row in card.rows]


@pytest.mark.ci
def test_what_is_over_by_now_hands_over_no_more(csp11: Problem, published: Record) -> None:
    now = datetime.fromisoformat("2025-02-27T16:10+01:00")
    (card,) = build_cards(ReplanRequest(csp11, published, now=now, budget=Budget(workers=1)))
    assert card.session == "wgtu"
    assert card.rows[0].after == now
    assert min(found.offset for found in card.rows[0].found) == -109, "the first minute"
    with pytest.raises(TimetableError, match="ENIP has ended by then"):
        build_cards(
            ReplanRequest(csp11, published, now=now, budget=Budget(workers=1)), session="enip"
        )


@pytest.mark.ci
def test_the_last_session_has_a_card_if_it_is_asked_for(csp11: Problem, published: Record) -> None:
    (card,) = build_cards(ReplanRequest(csp11, published, budget=Budget(workers=1)), session="wgtr")
    assert card.follower is None
    assert row_of(card, 0).kind == "printed"
    assert when(row_of(card, 120))[1] == "Fri 20:00"
    assert card.rows[-1].kind == "stuck"


def test_a_session_that_nobody_waits_for_is_refused() -> None:
    problem = load(SCENARIOS / "free_sessions.yaml").problem
    made = record(solve(problem), sha256="")
    with pytest.raises(TimetableError, match="Opening is not in a rolling order"):
        build_cards(ReplanRequest(problem, made, budget=Budget(workers=1)), session="opening")
    assert build_cards(ReplanRequest(problem, made, budget=Budget(workers=1))) == ()


def test_an_order_of_which_nobody_has_a_place_has_no_card() -> None:
    problem = tiny.problem(rolling=[{"room": "A", "order": ["a"]}])
    before = Record(
        meeting="m",
        scenario_sha256="",
        timezone="Europe/Zurich",
        sittings=(tiny.sitting("b", "01:00", "01:30"),),
    )
    request = ReplanRequest(problem, before, budget=Budget(workers=1))
    assert build_cards(request) == ()
    with pytest.raises(TimetableError, match="a has no place in the timetable"):
        build_cards(request, session="a")


LATE = [("hold", "Fri 11:00"), ("roll", "Fri 12:00")]


@pytest.mark.parametrize(("policy", "last"), sampled(LATE, 0))
def test_how_late_it_may_be_depends_on_the_policy(
    csp11: Problem, published: Record, policy: Policy, last: str
) -> None:
    (card,) = build_cards(
        ReplanRequest(csp11, published, policy=policy, budget=Budget(workers=1)), session="wgtu"
    )
    assert when(card.rows[-1]) == (last, None)


def lines(problem: Problem, made: Record, told: Any, width: int) -> list[str]:
    page = rendering.page(problem, made, told)
    return [line.plain for line in rendering.draw(page, View(width, False, False))]


def test_it_reads_like_a_card(csp11: Problem, published: Record, rolled: tuple[Card, ...]) -> None:
    shown = lines(csp11, published, rolled[1:2], 80)
    assert shown[3:] == [
        "  CEI hands over to WGTU in Room 2, as published Thu 11:30",
        "  If CEI ends ...    then",
        "  Thu 10:00 – 11:00  WGTU starts at once; annex: Thu p.m. + WGTR; the meeting",
        "                     ends Fri 16:45 – 17:30",
        "  Thu 11:00 – 11:30  as printed, WGTU starts at once",
        "  Thu 11:30 – 12:00  WGTU starts Thu 12:00 and goes on Thu 15:00 and Fri 10:00;",
        "                     annex: Fri a.m. + WGTU; the meeting ends Fri 18:30",
        "  Thu 12:00 – 12:30  WGTU starts at once and goes on Thu 15:00 and Fri 10:00;",
        "                     annex: Fri a.m. + WGTU; the meeting ends Fri 18:45 – 19:00",
        "  Thu 12:30 – 13:00  WGTU starts Thu 15:00 and goes on Fri 10:00; annex: Thu",
        "                     a.m. - WGTU, Fri a.m. + WGTU; the meeting ends Fri 19:30",
        "  Thu 13:00 – 15:30  CEI goes on Thu 15:00; WGTU starts at once and goes on Fri",
        "                     10:00; annex: Thu a.m. - WGTU, Thu p.m. + CEI, Fri a.m.",
        "                     + WGTU; the meeting ends Fri 19:45 – 20:00",
        "  later              the Bureau must choose: under roll WGTR finds no place",
        "",
        "  A span includes its end, not its beginning. This card assumes that everything",
        "  before the hand-over is as published, and that nothing else happens.",
    ]


@pytest.mark.parametrize("width", [27, 40, 80, 120, 200])
def test_no_line_is_wider_than_the_screen(
    csp11: Problem, published: Record, rolled: tuple[Card, ...], width: int
) -> None:
    assert all(len(line) <= width for line in lines(csp11, published, rolled, width))


@pytest.mark.parametrize("suffix", rendering.SUFFIXES)
def test_every_format_says_the_same_and_equal_cards_give_equal_bytes(
    csp11: Problem, published: Record, rolled: tuple[Card, ...], suffix: str
) -> None:
    page = rendering.page(csp11, published, rolled)
    data = rendering.as_json(published, rolled)
    first = rendering.write_card(Path(f"card{suffix}"), page, data)
    assert first == rendering.write_card(Path(f"card{suffix}"), page, data)
    if suffix == ".docx":
        tables = Document(BytesIO(first)).tables
        said = [tuple(cell.text for cell in row.cells) for t in tables for row in t.rows]
        assert said == [pair for s in page.sheets for pair in ((s.head, "then"), *s.rows)]
    elif suffix == ".json":
        told = json.loads(first)
        assert told["format_version"] == 1
        assert [card["session"] for card in told["cards"]] == ["enip", "cei", "wgtu"]
    else:
        text = first.decode()
        assert all(title in text for title in (sheet.title for sheet in page.sheets))
        assert text.count("the Bureau must choose") == 3


@pytest.mark.ci
def test_a_hostile_title_is_only_text(csp11: Problem, published: Record) -> None:
    rows = [
        s.model_copy(update={"label": "<b>|x\x1b[2J"}) if s.id == "wgtr" else s
        for s in csp11.sessions
    ]
    nasty = csp11.model_copy(update={"sessions": tuple(rows)})
    made = build_cards(ReplanRequest(nasty, published, budget=Budget(workers=1)), session="wgtu")
    page = rendering.page(nasty, published, made)
    html = rendering.write_card(Path("c.html"), page, b"").decode()
    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    assert "\x1b" not in "".join(lines(nasty, published, made, 80))
    assert r"\|x" in rendering.write_card(Path("c.md"), page, b"").decode()


class Looked:
    """A sweep in which what follows depends on the offset alone; the offsets that were asked."""

    def __init__(self, *limits: int) -> None:
        self.limits, self.asked, self.late = limits, set[int](), -60
        self.problem = SimpleNamespace(meeting=SimpleNamespace(grid=10))
        self.request = SimpleNamespace(now=None)
        start = datetime.fromisoformat("2030-03-04T10:00+00:00")
        self.last = SimpleNamespace(start=start, end=start + timedelta(minutes=20))

    def at(self, offset: int) -> SimpleNamespace:
        """How many of the limits are passed; after ``late`` who follows begins at once."""
        self.asked.add(offset)
        passed = sum(offset > limit for limit in self.limits)
        return SimpleNamespace(passed=passed, at_once=offset > self.late)


@pytest.mark.parametrize(
    ("limits", "between"),
    [((), []), ((0,), []), ((9,), [1, 9]), ((3,), [1, 3]), ((2, 3, 7), [1, 2, 3, 3, 4, 7])],
)
def test_between_two_steps_the_first_and_the_last_minute_of_each_outcome_are_found(
    monkeypatch: pytest.MonkeyPatch, limits: tuple[int, ...], between: list[int]
) -> None:
    monkeypatch.setattr(contingency, "same", lambda group, other: group[-1].passed == other.passed)
    sweep: Any = Looked(*limits)
    assert list(contingency._changes_between(sweep, [0, 10, 20])) == between
    assert sweep.asked <= set(range(21))
    assert not sweep.asked & set(range(11, 20))


def test_who_follows_at_the_same_hour_but_not_at_once_is_found_between_two_steps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(contingency, "same", lambda group, other: True)
    sweep: Any = Looked()
    sweep.late = 4
    assert list(contingency._changes_between(sweep, [0, 10, 20])) == [1, 4]


def test_steps_go_on_until_nothing_can_be_placed_and_nothing_later_can(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(contingency, "stuck", lambda found: found.passed > 0)
    for stuck_after, hopeless_after in ((20, 40), (40, 20)):
        monkeypatch.setattr(contingency, "_hopeless", lambda _, o, h=hopeless_after: o > h)
        sweep: Any = Looked(stuck_after)
        assert contingency._offsets(sweep) == ([-19, -10, 0, 10, 20, 30, 40, 50], True)
