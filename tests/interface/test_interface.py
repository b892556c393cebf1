"""``import scheduler``: quick, typed, and never hidden by a module of the same name."""

import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import scheduler
from scheduler.vocabulary.printing import Format

ROOT = Path(__file__).parents[2]
CSP11 = ROOT / "scenarios" / "csp11.yaml"
OVERRUN = ["overrun enip 30m"]
HEAVY = {"ortools", "numpy", "pydantic", "rich", "ruamel", "networkx", "sqlalchemy", "docx"}


@pytest.fixture(scope="module")
def plan() -> scheduler.Plan:
    return scheduler.solve(scheduler.load(CSP11), workers=1, seconds=600)


@pytest.fixture(scope="module")
def after(plan: scheduler.Plan) -> scheduler.Plan:
    return scheduler.replan(plan, OVERRUN, now="2025-02-25 17:55", workers=1, seconds=600)


def test_importing_it_loads_next_to_nothing() -> None:
    code = "import sys, scheduler; print(*{name.partition('.')[0] for name in sys.modules})"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not set(ran.stdout.split()) & HEAVY


def test_no_module_hides_a_name_of_the_interface() -> None:
    """A subpackage sets itself as an attribute of ``scheduler`` when it is imported."""
    for module in pkgutil.walk_packages(scheduler.__path__, "scheduler."):
        importlib.import_module(module.name)
    modules = [name for name in scheduler.__all__ if inspect.ismodule(getattr(scheduler, name))]
    assert not modules


def test_every_name_is_there_and_every_function_says_what_it_does() -> None:
    for name in scheduler.__all__:
        value = getattr(scheduler, name)
        if name != "Timetable":
            assert value.__doc__, name
        if inspect.isfunction(value):
            assert inspect.signature(value).return_annotation is not inspect.Signature.empty


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="solved"):
        _ = scheduler.solved  # type: ignore[attr-defined]  # what is tested


def test_a_plan_is_proved_verified_and_saved(plan: scheduler.Plan, tmp_path: Path) -> None:
    assert plan.status == "optimal"
    assert all(tier.cost == tier.bound for tier in plan.tiers)
    assert scheduler.verify(plan).valid
    same = scheduler.load(CSP11, plan.save(tmp_path / "csp11.json"))
    assert same.timetable == plan.timetable
    assert scheduler.diff(plan, same) == ()


def test_a_replan_says_what_moved_and_whether_it_had_to(
    plan: scheduler.Plan, after: scheduler.Plan
) -> None:
    assert {change.session for change in after.changes} >= {"enip"}
    assert all(change.reason for change in after.changes)
    moved = {change.session for change in scheduler.diff(plan, after)}
    assert moved == {change.session for change in after.changes}
    assert scheduler.verify(after).valid


def test_a_replan_from_a_replan_counts_each_fact_once(after: scheduler.Plan) -> None:
    again = scheduler.replan(after, OVERRUN, now="2025-02-25 18:00", workers=1, seconds=600)
    assert scheduler.diff(after, again) == ()


def test_alternatives_differ(plan: scheduler.Plan) -> None:
    ways = scheduler.alternatives(plan, OVERRUN, now="2025-02-25 17:55", workers=1, seconds=600)
    sittings = [way.timetable.sittings for way in ways]
    assert len(sittings) > 1
    assert all(a != b for n, a in enumerate(sittings) for b in sittings[:n])


@pytest.mark.ci
def test_what_a_planner_decides_by_hand_is_there_and_nothing_else_moves(
    plan: scheduler.Plan,
) -> None:
    moved = scheduler.move(plan, "wgtu", "friday morning plenary", workers=1, seconds=600)
    (first, *_) = moved.timetable.of_session("wgtu")
    assert (f"{first.start:%a %H:%M}", first.room) == ("Fri 11:30", "plenary")
    swapped = scheduler.swap(plan, "wgtu", "wgtr", workers=1, seconds=600)
    for way in (moved, swapped):
        assert {change.session for change in way.changes} == {"wgtu", "wgtr"}
        assert scheduler.verify(way).valid
    kept = scheduler.split(plan, "cei", [180, 180, 90], workers=1, seconds=600)
    assert scheduler.diff(plan, kept) == ()


def test_what_cannot_be_decided_by_hand_is_refused(plan: scheduler.Plan) -> None:
    with pytest.raises(scheduler.FactError, match="someday"):
        scheduler.move(plan, "wgtr", "someday")
    with pytest.raises(scheduler.FactError, match="no place is given for wgtr"):
        scheduler.move(plan, "wgtr", " ")
    with pytest.raises(scheduler.SchedulerError, match="did you mean 'WGTU'"):
        scheduler.swap(plan, "wgt", "wgtr")
    with pytest.raises(scheduler.FactError, match="lasts 450 minutes"):
        scheduler.split(plan, "cei", [180, 180])
    with pytest.raises(scheduler.FactError, match="has begun"):
        scheduler.move(plan, "enip", "friday", now="2025-02-25 11:00")


def test_a_broken_timetable_is_judged_and_not_printed(plan: scheduler.Plan) -> None:
    first = plan.record.sittings[0]
    moved = first.model_copy(update={"room": "nowhere"})
    record = plan.record.model_copy(update={"sittings": (moved, *plan.record.sittings[1:])})
    broken = scheduler.Plan(plan.scenario, plan.problem, record)
    assert not scheduler.verify(broken).valid
    with pytest.raises(scheduler.TimetableError, match="breaks rules"):
        scheduler.export(broken, "md")


@pytest.mark.ci
def test_why_and_where_else(plan: scheduler.Plan) -> None:
    assert scheduler.why(plan, "wgtu").sittings == plan.timetable.of_session("wgtu")
    elsewhere = scheduler.why(plan, "wgtu", at="2025-02-28/morning", seconds=60)
    assert elsewhere.session == "wgtu"
    assert scheduler.suggest(plan, "wgtu", top=2).session == "wgtu"
    assert scheduler.score(plan).violations == 0
    with pytest.raises(scheduler.SchedulerError, match="did you mean"):
        scheduler.why(plan, "wgtuu")


def test_complaints_are_values_and_an_unreadable_scenario_raises_them_all(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(CSP11.read_text("utf-8").replace("id: enip-chair", "id: enip-chir"), "utf-8")
    complaints = scheduler.check(wrong)
    assert any("enip-chair" in complaint.message for complaint in complaints)
    with pytest.raises(scheduler.ScenarioError, match="enip-chair"):
        scheduler.load(wrong)
    assert not [c for c in scheduler.check(CSP11, deep=True) if c.severity == "error"]


@pytest.mark.ci
def test_an_infeasible_scenario_is_explained_with_repairs() -> None:
    meeting = scheduler.load(ROOT / "scenarios" / "infeasible_chair.yaml")
    with pytest.raises(scheduler.Infeasible):
        scheduler.solve(meeting, workers=1, seconds=600)
    explanation = scheduler.explain(meeting, workers=1, seconds=600)
    assert explanation.feasible is False
    assert all(conflict.repairs for conflict in explanation.conflicts)


@pytest.mark.parametrize("format", ["csv", "docx", "html", "json", "md", "svg", "xlsx", "xml"])
def test_what_is_exported_is_what_the_command_line_writes(
    format: Format, plan: scheduler.Plan, tmp_path: Path
) -> None:
    import cli

    stored, page = plan.save(tmp_path / "csp11.json"), tmp_path / f"page.{format}"
    assert cli.main(["export", format, str(CSP11), str(stored), "--to", str(page)]) == 0
    assert scheduler.export(plan, format) == page.read_bytes()


def test_a_calendar_counts_from_the_plans_before(
    plan: scheduler.Plan, after: scheduler.Plan
) -> None:
    with pytest.raises(scheduler.SchedulerError, match="published_at"):
        scheduler.export(plan, "ics")
    first = scheduler.export(plan, "ics", published_at="2025-02-20 09:00").decode()
    second = scheduler.export(after, "ics", before=plan, published_at="2025-02-25 18:00").decode()
    assert "SEQUENCE:1" not in first
    assert "SEQUENCE:1" in second


def test_a_plan_shows_itself_in_a_notebook_and_as_text(
    plan: scheduler.Plan, after: scheduler.Plan
) -> None:
    shown = plan._repr_html_()
    text = re.sub(r"<[^>]+>", " ", shown)
    for word in ("Tuesday", "WGTU", "10:00"):
        assert word in text
        assert word in str(plan)
    assert "<script" not in shown
    assert max(len(line) for line in plan.grid(width=80).splitlines()) <= 80
    assert plan.grid(ascii=True).isascii()


def test_words_of_the_planner_are_escaped_in_a_notebook(plan: scheduler.Plan) -> None:
    annex = plan.problem.annex.model_copy(update={"title": "<b>Annex</b> & more"})
    problem = plan.problem.model_copy(update={"annex": annex})
    shown = scheduler.Plan(plan.scenario, problem, plan.record)._repr_html_()
    assert "<b>Annex" not in shown
    assert "&lt;b&gt;Annex&lt;/b&gt; &amp; more" in shown


def test_a_warning_of_the_check_names_sessions_and_papers_by_their_titles(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(
        "format: 1\n"
        "meeting: {id: m, title: M, timezone: Europe/Zurich, grid: 15}\n"
        "days: [2030-03-05]\n"
        "slots: [{id: morning, start: 10:00, end: 13:00}]\n"
        "rooms: [{id: hall}]\n"
        "sessions:\n"
        "  - {id: s1, title: Opening, minutes: 60, titles: {fr: Ouverture}}\n"
        "  - {id: s2, title: General debate, minutes: 60}\n"
        "documents: [{id: d1, title: Draft budget, sessions: [s1]}]\n",
        encoding="utf-8",
    )
    assert {one.code: one.message for one in scheduler.check(path)} == {
        "W131": "General debate has no title in fr, but other sessions have one",
        "W109": "Draft budget has no date",
    }


def test_what_is_printed_names_sessions_rooms_and_people_here_too(plan: scheduler.Plan) -> None:
    assert scheduler.why(plan, "WGTR") == scheduler.why(plan, "wgtr")
    assert scheduler.suggest(plan, "Wgtu", top=1).session == "wgtu"
    by_title = scheduler.export(plan, "md", view="programme", of="Chair of the WGTR", day="fri")
    assert by_title == scheduler.export(plan, "md", view="programme", of="wgtr-chair", day="fri")
    asked: dict[str, Any] = {"view": "rooms", "day": "friday"}
    in_room = scheduler.export(plan, "md", rooms=("room 2",), **asked)
    assert in_room == scheduler.export(plan, "md", rooms=("plenary",), **asked)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"rooms": ("Room 3",)}, "no room is called 'Room 3' - did you mean 'Room 2'"),
        ({"view": "programme", "of": "x"}, "no person and no body is called 'x'; there are Chair"),
        ({"day": "sunday"}, "no day of the meeting is a Sunday"),
    ],
)
def test_what_is_called_so_by_nobody_is_refused_as_on_the_command_line(
    plan: scheduler.Plan, asked: dict[str, Any], told: str
) -> None:
    with pytest.raises(scheduler.SchedulerError, match=told):
        scheduler.export(plan, "md", **asked)
