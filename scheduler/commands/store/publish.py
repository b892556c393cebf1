"""Publish a draft; tell what was said and published."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from scheduler.commands.inputs.loading import judged, load_scenario
from scheduler.commands.inputs.stores import called, named, opened_at, problem_of, scenario_name
from scheduler.commands.options import Hand, UsageError
from scheduler.errors import ScenarioError
from scheduler.problem import Problem
from scheduler.render.reports import log_report, replan_report
from scheduler.render.reports.envelope import to_json
from scheduler.render.reports.replan_report import GOOD, said
from scheduler.render.terminal.answer import NO, OK, Answer

if TYPE_CHECKING:
    from scheduler.store import Notice, Notices, Revision, Store


def published(name: str | None, *, hand: Hand, as_json: bool) -> Answer:
    """A draft becomes Rev.N, if the verifier accepts it and nobody published meanwhile."""
    from scheduler import store as stores

    with opened_at(hand.store) as store:
        draft = named(store, name) if name is not None else _waiting(store)
        if draft.published is not None:
            raise UsageError(f"{called(draft)} is published already")
        problem = problem_of(store, draft)
        broken, _ = judged(problem, draft.record)
        if broken:
            told = [f"{called(draft)}: {v.rule}: {v.message}" for v in broken]
            return Answer(NO, (), [*told, f"{called(draft)} breaks rules: not published"])
        doubts = edited_beside(store, draft)
        made = stores.publish(
            store,
            draft.draft,
            draft.parent,
            author=hand.author,
            notices=_letters(store, problem),
        )
        assert made.published is not None
        letters = len(stores.notices(store, made.published.number))
    if as_json:
        return Answer(OK, _published_json(problem, made, letters), doubts)
    lines = [
        said(_headline(problem, made, letters), GOOD),
        *replan_report.waived(made.record),
        *replan_report.warnings(made.record.warnings),
    ]
    return Answer(OK, lines, [*doubts, *_next(made, letters)])


def _waiting(store: "Store") -> "Revision":
    """The draft that is meant where none is named: the newest, unless it has rivals."""
    from scheduler import store as stores

    kept = stores.revisions(store)
    drafts = [r for r in kept if r.published is None]
    if not drafts:
        raise UsageError(f"{store.name}: there is no draft to publish; solve or replan first")
    newest = drafts[-1]
    rivals = [
        r
        for r in drafts
        if (r.parent, r.cause, r.record.as_of) == (newest.parent, newest.cause, newest.record.as_of)
        and r.record.sittings != newest.record.sittings
    ]
    if rivals:
        names = ", ".join(
            f"r{r.draft} ({r.record.policy or 'all means'})" for r in (*rivals, newest)
        )
        raise UsageError(f"which one? {names}: rollgrid publish r{rivals[0].draft}, or another")
    return newest


def _letters(store: "Store", problem: Problem) -> "Notices":
    """
    Whom to write what, worked out from all that was published.

    The history is read before the publication begins, which may not use the store. If somebody
    publishes meanwhile, nothing is published here, and no notice kept.
    """
    from scheduler import store as stores
    from scheduler.notices import letters

    issued = [r for r in stores.revisions(store) if r.published is not None]
    issued.sort(key=lambda r: -1 if r.published is None else r.published.number)
    old = problem_of(store, issued[-1]) if issued else None

    def write(before: "Revision | None", after: "Revision", at: datetime) -> "Iterable[Notice]":
        history = [revision.record for revision in issued]
        found = letters(problem, history, after.record, at, before=old)
        return [stores.Notice(f.recipient, f.text, f.eml, f.ics) for f in found]

    return write


def _headline(problem: Problem, made: "Revision", letters: int) -> str:
    """``Rev.1 is published: r2, as of 2025-02-25 17:55, verified · 4 notices are due``"""
    issue = made.published
    assert issue is not None
    when = f"{issue.at.astimezone(problem.zone):%Y-%m-%d %H:%M}"
    as_of = made.record.as_of or when
    due = f" · {replan_report.counted(letters, 'notice')} due" if letters > 0 else ""
    return f"Rev.{issue.number} is published: r{made.draft}, as of {as_of}, verified{due}"


def _next(made: "Revision", letters: int) -> list[str]:
    notices = "; rollgrid notices write" if letters > 0 else ""
    assert made.published is not None
    remark = [f"warning: {made.published.remark}"] if made.published.remark else []
    return [*remark, f"next: rollgrid export docx --to annex.docx{notices}"]


def _published_json(problem: Problem, made: "Revision", letters: int) -> bytes:
    issue = made.published
    assert issue is not None
    content = {
        "published": issue.number,
        "draft": made.draft,
        "at": issue.at.astimezone(problem.zone).isoformat(),
        "as_of": made.record.as_of,
        "author": issue.author,
        "sha256": issue.sha256,
        "notices": letters,
        "waived": list(made.record.waived),
        "warnings": [warning.model_dump() for warning in made.record.warnings],
    }
    return to_json(content)


def _together(path: Path) -> str | None:
    """The fingerprint of a scenario with what it includes; None while it cannot be read."""
    try:
        return load_scenario(path).sha256
    except ScenarioError:
        return None


def edited_beside(store: "Store", revision: "Revision") -> list[str]:
    """That the scenario beside the store is not the one of the revision, and what to do."""
    path = scenario_name(store, revision)
    if store.path is None or not path.is_file():
        return []
    import hashlib

    now = hashlib.sha256(path.read_bytes()).hexdigest()
    if now == revision.scenario or _together(path) == revision.scenario:
        return []
    return [
        f"warning: {path} has changed since {called(revision)} was made "
        f"({revision.scenario[:12]} then, {now[:12]} now); what was kept with it holds. To take "
        f"the new text into account: rollgrid replan {path}"
    ]


def logged(where: str | None, *, as_json: bool) -> Answer:
    """What was said, decided and published, in order."""
    from scheduler import store as stores

    with opened_at(where) as store:
        kept = stores.revisions(store)
        zone = kept[-1].record.zone if kept else ZoneInfo("UTC")
        entries = log_report.ordered(
            [
                *log_report.drafts_of(kept, stores.notices(store)),
                *log_report.facts_of(stores.facts(store, undone=True)),
                *log_report.orders_of(
                    stores.pins(store, undone=True), stores.waivers(store, undone=True), zone
                ),
            ]
        )
    told = log_report.as_json if as_json else log_report.lines
    return Answer(OK, told(entries, zone))
