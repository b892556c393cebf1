"""publish: a draft becomes the next Rev.N."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated

from cyclopts import Parameter

from scheduler import store as stores
from scheduler.commands.inputs.acknowledged import without_told
from scheduler.commands.inputs.stores import (
    called,
    is_of_scenario,
    named,
    opened_at,
    problem_of,
    scenario_edited,
)
from scheduler.commands.options.store import Author
from scheduler.commands.options.values import Json
from scheduler.errors import UsageError
from scheduler.interface.verdict import judge
from scheduler.notices import letters
from scheduler.problem import Problem
from scheduler.render.reports import replan_report
from scheduler.render.terminal.answer import (
    BAD,
    GOOD,
    NO,
    OK,
    STALE,
    Answer,
    Line,
    counted,
    say,
    to_json,
)
from scheduler.render.terminal.console import ask
from scheduler.timetable.losses import loss_sentence, lost_places
from scheduler.timetable.sentences import voice
from scheduler.timetable.wording import wording_of
from scheduler.vocabulary.command_lines import on_store


def publish(
    rev: Annotated[str | None, Parameter(help="A revision: r2, Rev.1, head.")] = None,
    *,
    yes: Annotated[
        bool,
        Parameter(negative=(), help="Publish without asking, even if a session loses its place."),
    ] = False,
    json: Json = False,
    author: Author = Author(),
) -> Answer:
    """Publish a draft as the next Rev.N.

    The draft must be valid, and nobody may have published since it was made. Without REV: the
    newest draft of the scenario as it is. After --alternatives, name the draft. Asks first if a
    session loses its place. Exit 6: somebody else published first; the draft is kept.
    """
    with opened_at(author.store) as store:
        head = stores.head(store)
        if rev is None and head is not None and (old := _outdated(store, head)) is not None:
            return old
        draft, passed = (named(store, rev), []) if rev is not None else _waiting(store, head)
        if draft.published is not None:
            raise UsageError(f"{called(draft)} is published already")
        in_time = draft.parent == _number(head)
        if in_time and head is not None and draft.record.decides_as(head.record):
            return Answer(NO, (), [*passed, _in_force(draft, head)])
        problem = problem_of(store, draft)
        verdict = judge(problem, draft.record)
        if not verdict.valid:
            complaints = [f"{called(draft)}: {complaint}" for complaint in verdict.complaints]
            wrong = "breaks rules" if verdict.violations else "makes false claims"
            return Answer(NO, (), [*complaints, f"{called(draft)} {wrong}: not published"])
        lost, losses = _losses(head, problem, draft)
        if lost and not yes and not _confirmed(losses, called(draft)):
            return Answer(NO, (), [f"{called(draft)} stays a draft: not published"])
        doubts = [*passed, *scenario_edited(store, draft)]
        made = _publish(store, problem, draft, author.name)
        issue = made.published
        assert issue is not None
        notices = len(stores.notices(store, issue.number))
        shown, seen = without_told(store, made.record, [made.draft], published=True)
    if json:
        return Answer(OK, _as_json(problem, made, issue, notices, lost), doubts)
    lines = [say(losses, BAD)] if lost else []
    lines += _report(problem, made, issue, notices)
    lines += replan_report.warnings(shown.warnings, wording_of(problem))
    return Answer(OK, lines, [*doubts, *seen, *_steps(issue, notices)])


def _report(
    problem: Problem, made: stores.Revision, issue: stores.Published, notices: int
) -> list[Line]:
    wording = wording_of(problem)
    return [
        say(_headline(problem, made, issue, notices), GOOD),
        *replan_report.waived(made.record, wording),
    ]


def _steps(issue: stores.Published, notices: int) -> list[str]:
    """The annex, in which a revision marks what it changes; then the notices."""
    remark = [f"warning: {issue.remark}"] if issue.remark else []
    annex = on_store("export", "docx", "--to", "annex.docx")
    also = f"; {on_store('notices', 'write')}" if notices > 0 else ""
    return [*remark, f"next: {annex}{also}"]


def _number(head: stores.Revision | None) -> int | None:
    return head.published.number if head is not None and head.published is not None else None


def _in_force(draft: stores.Revision, head: stores.Revision) -> str:
    return (
        f"{called(draft)} is the same as {called(head)}, which is in force: there is "
        "nothing to publish"
    )


def _losses(
    head: stores.Revision | None, problem: Problem, draft: stores.Revision
) -> tuple[tuple[str, ...], str]:
    """The sessions that have a place in what is published and none in the draft; and in words."""
    after = draft.record.timetable
    lost = () if head is None else lost_places(head.record.timetable, after)
    return lost, loss_sentence(lost, voice(problem.zone, after, problem=problem))


def _confirmed(losses: str, draft: str) -> bool:
    """What the planner answers; UsageError where there is nobody to ask."""
    answer = ask(f"{losses}. Publish {draft}?")
    if answer is None:
        raise UsageError(f"{losses}: add --yes to publish anyway")
    return answer


def _outdated(store: stores.Store, head: stores.Revision) -> Answer | None:
    """
    The answer that no draft was made from what is published; None if one was.

    Exit 1 where the others were alternatives to what has been published; exit 6 if one was not:
    whoever made it comes second.
    """
    revisions = stores.revisions(store)
    drafts = [r for r in revisions if r.published is None]
    if any(draft.parent == _number(head) for draft in drafts):
        return None
    decided = {_family(r) for r in revisions if r.published is not None}
    code = NO if all(_family(draft) in decided for draft in drafts) else STALE
    issue = head.published
    assert issue is not None, "the head is published"
    zone = head.record.zone
    newest = f"{called(head)}, by {issue.author}, {issue.at.astimezone(zone):%Y-%m-%d %H:%M}"
    told = [f"there is nothing newer to publish than {newest}"]
    if drafts:
        names = ", ".join(map(called, drafts)) if len(drafts) < 5 else f"{len(drafts)} drafts"
        last = called(drafts[-1])
        back = on_store("revert", last, "--reason", "WHY")
        told += [
            f"not made from it: {names}. To return to {last} as far as the facts since allow: "
            f"{back}, then {on_store('publish')}"
        ]
    return Answer(code, (), [*told, f"next: {on_store('replan')}"])


def _waiting(
    store: stores.Store, head: stores.Revision | None
) -> tuple[stores.Revision, list[str]]:
    """
    The newest draft of the scenario as it is, and which newer ones are passed over.

    UsageError if there is none, or it is one of several alternatives.
    """
    drafts = [r for r in stores.revisions(store) if r.published is None]
    if not drafts:
        raise UsageError(f"{store.name}: there is no draft to publish; solve or replan first")
    drafts = [r for r in drafts if r.parent == _number(head)]
    draft = next((r for r in reversed(drafts) if is_of_scenario(store, r)), drafts[-1])
    _refuse_rivals(draft, drafts)
    newer = [called(r) for r in drafts if r.draft > draft.draft]
    verb = "was" if len(newer) == 1 else "were"
    other = f"note: {', '.join(newer)} {verb} made from another text of the scenario"
    return draft, [f"{other}: {called(draft)} was chosen"] if newer else []


def _refuse_rivals(draft: stores.Revision, drafts: Sequence[stores.Revision]) -> None:
    """UsageError if there are others that were made together with the draft for a choice."""
    together = [r for r in drafts if _family(r) == _family(draft)]
    if any(r.record.sittings != draft.record.sittings for r in together):
        names = ", ".join(f"r{r.draft} ({r.record.policy or 'all means'})" for r in together)
        first_of_them = on_store("publish", f"r{together[0].draft}")
        raise UsageError(f"several alternatives are stored: {names}. Choose one: {first_of_them}")


def _family(revision: stores.Revision) -> int:
    """The first of the drafts that were made together for a choice."""
    return revision.alternative_to or revision.draft


def _publish(
    store: stores.Store, problem: Problem, draft: stores.Revision, author: str
) -> stores.Revision:
    """
    With whom to write what, worked out from all that was published, and from what they know.

    All that is read before the publication begins, which may not use the store. If somebody
    publishes or writes notices meanwhile, nothing is published here, and no notice kept.
    """
    issued = [r for r in stores.revisions(store) if r.published is not None]
    issued.sort(key=lambda r: -1 if r.published is None else r.published.number)
    old = problem_of(store, issued[-1]) if issued else None
    posted = stores.notices(store)
    due = [(one.publication, one.notice.recipient) for one in posted if one.state == "due"]

    def write(
        before: stores.Revision | None, after: stores.Revision, at: datetime
    ) -> Iterable[stores.Notice]:
        history = [revision.record for revision in issued]
        waiting = frozenset(recipient for _, recipient in due)
        written = letters(
            problem,
            history,
            after.record,
            at,
            before=old,
            untold=_untold(posted),
            waiting=waiting,
        )
        return [stores.Notice(one.recipient, one.text, one.eml, one.ics) for one in written]

    return stores.publish(
        store, draft.draft, draft.parent, author=author, notices=write, supersedes=due
    )


def _untold(posted: Sequence[stores.Posted]) -> dict[str, int]:
    """Recipients who missed something, with how many publications they know."""
    untold: dict[str, int] = {}
    for one in posted:  # in order of publication
        if one.state in ("written", "sent"):
            untold.pop(one.notice.recipient, None)
        else:
            untold.setdefault(one.notice.recipient, one.publication)
    return untold


def _headline(
    problem: Problem, made: stores.Revision, issue: stores.Published, notices: int
) -> str:
    """``Rev.1 is published: r2, as of Tuesday 25 February 17:55, verified · 4 notices due``"""
    when = f"{issue.at.astimezone(problem.zone):%Y-%m-%d %H:%M}"
    as_of = made.record.as_of or when
    due = f" · {counted(notices, 'notice')} due" if notices > 0 else ""
    told = f"Rev.{issue.number} is published: r{made.draft}, as of {as_of}, verified{due}"
    return wording_of(problem).word(told)


def _as_json(
    problem: Problem,
    made: stores.Revision,
    issue: stores.Published,
    notices: int,
    lost: Sequence[str],
) -> bytes:
    content = {
        "published": issue.number,
        "draft": made.draft,
        "at": issue.at.astimezone(problem.zone).isoformat(),
        "as_of": made.record.as_of,
        "author": issue.author,
        "sha256": issue.sha256,
        "notices": notices,
        "lost": list(lost),
        "waived": list(made.record.waived),
        "warnings": [warning.model_dump() for warning in made.record.warnings],
    }
    return to_json(content)
