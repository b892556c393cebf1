"""The command line of rollgrid: parse, call, print, exit code."""

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, get_args

from cyclopts import App, CycloptsError, Parameter

from scheduler import __version__
from scheduler.commands import keeping, meeting, reading, telling
from scheduler.commands.options import (
    ALONE,
    BINARY,
    DATA,
    HAND,
    LOOK,
    SCREEN,
    SEARCH,
    SHAPE,
    SHEETS,
    WHERE,
    Annexed,
    Asked,
    Hand,
    Json,
    Look,
    Means,
    Out,
    Scenario,
    Screen,
    Search,
    Session,
    Shape,
    Sheets,
    Stored,
    UsageError,
    Where,
    can_be_written,
    from_to,
    shifted,
)
from scheduler.errors import (
    FactError,
    ImportedError,
    Infeasible,
    Interrupted,
    LetterError,
    NoTimetable,
    ScenarioError,
    SchedulerError,
    StaleBase,
    StoreError,
    StoreLocked,
    TimetableError,
    VerificationError,
)
from scheduler.render.terminal.answer import (
    BUG,
    INFEASIBLE,
    INTERRUPTED,
    INVALID,
    OK,
    STALE,
    TIMEOUT,
    USAGE,
    Answer,
)
from scheduler.render.terminal.console import complain, deliver, remind
from scheduler.vocabulary.printing import Format

EXIT_CODES: tuple[tuple[type[SchedulerError], int], ...] = (
    (ScenarioError, INVALID),
    (TimetableError, INVALID),
    (LetterError, INVALID),
    (FactError, USAGE),
    (ImportedError, INVALID),
    (Infeasible, INFEASIBLE),
    (NoTimetable, TIMEOUT),
    (Interrupted, INTERRUPTED),
    (StoreLocked, STALE),
    (StaleBase, STALE),
    (StoreError, USAGE),
    (VerificationError, BUG),
)

app = App(
    name="rollgrid",
    help="Timetables for Working Group sessions held on a rolling basis.",
    help_epilogue="Start here: rollgrid check meeting.yaml, then rollgrid solve meeting.yaml",
    version=__version__,
    help_format="plaintext",
    result_action="return_value",
    suppress_keyboard_interrupt=False,
    default_parameter=Parameter(negative_iterable=()),
)


def example(words: str) -> str:
    return f"Example: rollgrid {words}"


@app.command(help_epilogue=example("check meeting.yaml"))
def check(
    *scenarios: Annotated[Path, Parameter(help="Scenario files.")],
    json: Json = False,
    explain: Annotated[str | None, Parameter(help="What a code such as S003 means.")] = None,
    deep: Annotated[
        bool, Parameter(negative=(), help="Also count whether rooms, people, teams suffice.")
    ] = False,
) -> Answer:
    """Every complaint about scenarios at once: file, line, column, code. Solves nothing."""
    from scheduler import scenario
    from scheduler.render.reports import findings_report

    if explain is not None:
        return Answer(OK, f"{scenario.explain(explain)}\n".encode())
    if not scenarios:
        raise UsageError("check what? name a scenario, or --explain a code")
    found = [diagnostic for path in scenarios for diagnostic in scenario.diagnose(path)]
    if deep:
        from scheduler.commands.why import looked_into

        found += [diagnostic for path in scenarios for diagnostic in looked_into(path)]
    code = INVALID if any(d.severity == "error" for d in found) else OK
    return Answer(code, findings_report.as_json(found) if json else findings_report.as_lines(found))


@app.command(help_epilogue=example("schema > rollgrid.schema.json"))
def schema() -> Answer:
    """The JSON Schema of scenario files, for editors."""
    import json

    from scheduler import scenario

    return Answer(OK, f"{json.dumps(scenario.schema(), indent=2)}\n".encode())


@app.command(help_epilogue=example("solve meeting.yaml --out meeting.json"))
def solve(
    scenario: Scenario,
    *,
    policy: Means = None,
    save: Annotated[
        bool, Parameter(negative=(), help="Make the store beside the scenario, if there is none.")
    ] = False,
    out: Out = None,
    json: Json = False,
    search: Search = SEARCH,
    hand: Hand = HAND,
    screen: Screen = SCREEN,
) -> Answer:
    """Find the best timetable, have it verified, print the grid.

    Where there is a store, the timetable is kept in it as a draft.
    """
    can_be_written(out)
    from scheduler.commands import solve as timetables

    return timetables.solved(
        scenario,
        policy=policy,
        search=search,
        hand=hand,
        save=save,
        out=out,
        as_json=json,
        view=screen.view,
    )


@app.command(help_epilogue=example("explain meeting.yaml"))
def explain(
    scenario: Scenario,
    *,
    policy: Means = None,
    json: Json = False,
    search: Search = SEARCH,
) -> Answer:
    """Why no timetable is possible: what cannot all hold, and the cheapest ways out."""
    from scheduler.commands.explain import explained

    return explained(scenario, policy=policy, search=search, as_json=json)


@app.command(help_epilogue=example("verify meeting.yaml meeting.json"))
def verify(
    scenario: Scenario | None = None,
    timetable: Stored | None = None,
    *,
    json: Json = False,
    where: Where = WHERE,
) -> Answer:
    """Judge any timetable, also a hand-made one, against every rule of the scenario."""
    from scheduler.commands import solve as timetables

    scenario, timetable = shifted(scenario, timetable)
    return timetables.verified(scenario, timetable, store=where.store, as_json=json)


@app.command(help_epilogue=example("replan --alternatives 3"))
def replan(
    scenario: Scenario | None = None,
    *,
    published: Annotated[
        Path | None, Parameter(help="The timetable in force, a JSON file (default: the store's).")
    ] = None,
    fact: Annotated[
        list[str] | None, Parameter(help="What happened: 'overrun enip 30m'. Repeatable.")
    ] = None,
    now: Annotated[str | None, Parameter(help="Local moment: '2025-02-26 10:20'.")] = None,
    freeze: Annotated[str, Parameter(help="What starts so soon stays: 30m, 1h30.")] = "0",
    policy: Means = None,
    alternatives: Annotated[
        int | None, Parameter(validator=from_to(1, 9), help="Compare so many, side by side.")
    ] = None,
    out: Out = None,
    json: Json = False,
    search: Search = SEARCH,
    hand: Hand = HAND,
    screen: Screen = SCREEN,
) -> Answer:
    """The timetable that moves least after what happened, with the reasons.

    In a store, from what is published and the facts reported since, and kept as a draft; or from
    files, with --published and --fact. There, with --alternatives, --out NEW.json stores
    NEW-A.json, NEW-B.json, ... instead.
    """
    can_be_written(out)
    from scheduler.commands.replan.replan import replanned

    return replanned(
        scenario,
        published,
        fact or [],
        now=now,
        freeze=freeze,
        policy=policy,
        alternatives=alternatives,
        search=search,
        hand=hand,
        out=out,
        as_json=json,
        view=screen.view,
    )


@app.command(help_epilogue=example("diff Rev.0 r2 --by person"))
def diff(
    a: Stored | None = None,
    b: Stored | None = None,
    *,
    scenario: Annotated[
        Path | None, Parameter(help="Of files: to tell cells and people too.")
    ] = None,
    only: Annotated[
        Literal["time", "room"] | None, Parameter(help="Only changes of time, or of room.")
    ] = None,
    by: Annotated[Literal["person"] | None, Parameter(help="Told to each office.")] = None,
    exit_code: Annotated[bool, Parameter(negative=(), help="Exit 1 if they differ.")] = False,
    json: Json = False,
    where: Where = WHERE,
) -> Answer:
    """What differs between two timetables, or between a revision and the one it was made from."""
    from scheduler.commands.diff import differing

    return differing(
        a,
        b,
        scenario=scenario,
        store=where.store,
        only=only,
        by=by,
        exit_code=exit_code,
        as_json=json,
    )


@app.command(help_epilogue=example("show Rev.1 --day wednesday"))
def show(
    timetable: Stored | None = None,
    *,
    scenario: Scenario | None = None,
    day: Annotated[str | None, Parameter(help="Only 2025-02-26, or wednesday.")] = None,
    json: Json = False,
    where: Where = WHERE,
    screen: Screen = SCREEN,
) -> Answer:
    """Print the grid of a timetable that holds; by default of what is published."""
    from scheduler.commands import solve as timetables

    return timetables.shown(
        scenario, timetable, store=where.store, day=day, as_json=json, view=screen.view
    )


@app.command(help_epilogue=example("export docx Rev.1 --before Rev.0 --to annex.docx"))
def export(
    format: Annotated[Format, Parameter(help="What to write; docs/formats.md tells them all.")],
    scenario: Scenario | None = None,
    timetable: Stored | None = None,
    *,
    before: Annotated[
        list[Path] | None,
        Parameter(help="Mark what differs from this one. For ics: earlier issues, repeatable."),
    ] = None,
    to: Annotated[Path | None, Parameter(help="The file to write (default: stdout).")] = None,
    sheets: Sheets = SHEETS,
    shape: Shape = SHAPE,
    letter: Annexed = ALONE,
    where: Where = WHERE,
) -> Answer:
    """Write a timetable that holds as a file: the annex, another view, a calendar, ...

    By default what is published. With --into LETTER.docx only the table of the letter's annex is
    replaced. The result is stored in --to, or in the letter itself.
    """
    asked = letter if letter != ALONE else None
    _fitting(format, asked, to)
    kind = "profile" if format == "json" and shape.profile is not None else format
    strange = [*shape.strange(kind), *sheets.strange(kind, before=before)]
    if strange:
        raise UsageError(f"{' and '.join(strange)}: not for {format}")
    scenario, timetable = shifted(scenario, timetable)
    if format == "ics":
        from scheduler.commands.export import calendars

        return calendars.calendar(
            scenario,
            timetable,
            store=where.store,
            before=before or [],
            of=sheets.of,
            published_at=shape.published_at,
            language=sheets.language,
            to=to,
        )
    if before is not None and len(before) > 1:
        raise UsageError("--before: name one timetable to compare with")
    old = before[0] if before else None
    if format in DATA or kind == "profile":
        from scheduler.commands.export import data

        return data.exported(
            format,
            scenario,
            timetable,
            shape,
            store=where.store,
            before=old,
            sheets=sheets,
            to=to,
        )
    from scheduler.commands import solve as timetables

    return timetables.exported(
        format,
        scenario,
        timetable,
        store=where.store,
        before=old,
        to=to,
        sheets=sheets,
        letter=asked,
    )


def _fitting(format: Format, letter: Annexed | None, to: Path | None) -> None:
    """
    Raises
    ------
    UsageError
        The letter, the terminal or the name of the file is not for this format.
    """
    if letter is not None and format != "docx":
        raise UsageError(f"--into and --table are for docx, not for {format}")
    if format in BINARY and to is None and letter is None and sys.stdout.isatty():
        raise UsageError(f"{BINARY[format]} is nothing for a terminal: give --to FILE")
    other = to.suffix.removeprefix(".").lower() if to is not None else format
    if to is not None and other != format and other in get_args(Format):
        named = to.with_suffix(f".{format}").name
        raise UsageError(
            f"{to.name} is the name of a {other} file: --to {named}, or export {other}"
        )
    can_be_written(to)


@app.command(help_epilogue=example("why wgtu --at 2025-02-28/morning:plenary"))
def why(
    session: Session,
    *,
    scenario: Scenario | None = None,
    timetable: Asked = None,
    at: Annotated[
        str | None, Parameter(help="Why not there: SLOT or SLOT:ROOM, as 2025-02-25/morning.")
    ] = None,
    json: Json = False,
    where: Where = WHERE,
    search: Look = LOOK,
) -> Answer:
    """Why a session is where it is, or, with --at, what it would take to have it elsewhere."""
    from scheduler.commands import why as insights

    return insights.why(
        scenario,
        session,
        timetable=timetable,
        store=where.store,
        at=at,
        search=search,
        as_json=json,
    )


@app.command(help_epilogue=example("suggest wgtu --scenario meeting.yaml --top 3"))
def suggest(
    session: Session,
    *,
    scenario: Scenario | None = None,
    timetable: Asked = None,
    top: Annotated[int, Parameter(validator=from_to(1, 50), help="So many places.")] = 5,
    json: Json = False,
    where: Where = WHERE,
    search: Search = SEARCH,
) -> Answer:
    """The best other places of a session, what each would cost, who would have to move."""
    from scheduler.commands import why as insights

    return insights.suggested(
        scenario,
        session,
        timetable=timetable,
        store=where.store,
        top=top,
        search=search,
        as_json=json,
    )


@app.command(help_epilogue=example("score Rev.0 r2"))
def score(
    scenario: Scenario | None = None,
    timetable: Stored | None = None,
    other: Annotated[Path | None, Parameter(help="Another timetable, side by side.")] = None,
    *,
    all: Annotated[bool, Parameter(negative=(), help="Every line, not the dearest only.")] = False,
    json: Json = False,
    where: Where = WHERE,
) -> Answer:
    """What a timetable costs by rule and session, how it treats whom, how full it is."""
    from scheduler.commands import why as insights

    scenario, timetable, other = shifted(scenario, timetable, other)
    return insights.scored(scenario, timetable, other, store=where.store, every=all, as_json=json)


for command, words in (
    (keeping.init, "init csp12"),
    (meeting.contingency, "contingency enip --to card.docx"),
    (meeting.notices, "notices write --to outbox"),
    (meeting.now, "now --watch"),
    (keeping.publish, "publish r2"),
    (keeping.log, "log --store meeting.db"),
    (keeping.revert, 'revert Rev.0 --reason "the hosts found interpreters"'),
    (keeping.reproduce, "reproduce Rev.1"),
    (keeping.doctor, "doctor --store meeting.db"),
    (telling.report, 'report overrun enip 30m --at "2025-02-25 17:55"'),
    (telling.pin, 'pin wgtr --at "2025-02-28 10:00" --reason "the minister speaks then"'),
    (telling.unpin, "unpin wgtr"),
    (reading.deadlines, "deadlines meeting.yaml --at 2025-02-10 --to deadlines.ics"),
    (telling.waive, 'waive availability --person wgtu-chair --reason "she comes all the same"'),
):
    app.command(command, help_epilogue=example(words))


importing = App(
    name="import",
    help="Read what others send: letters, tables, calendars, programmes, registrations.",
    help_epilogue=example("import csv sessions.csv --to sessions.yaml"),
    help_format="plaintext",
)
app.command(importing)
for name, source, words in (
    ("docx", reading.docx, "import docx letter.docx --to meeting.yaml"),
    ("csv", reading.csv, "import csv sessions.csv --to sessions.yaml"),
    ("xlsx", reading.xlsx, "import xlsx sessions.xlsx --scenario meeting.yaml"),
    ("ics", reading.ics, "import ics chair.ics --scenario meeting.yaml --of wgtu-chair"),
    ("xml", reading.xml, "import xml schedule.xml --to meeting.yaml"),
    ("registrations", reading.registrations, "import registrations p.csv --scenario meeting.yaml"),
):
    importing.command(source, name=name, help_epilogue=example(words))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``argv`` is without the name of the program."""
    # looking through every installed package for plugins of pydantic costs 0.05 s
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        answer = app(sys.argv[1:] if argv is None else argv, exit_on_error=False, print_error=False)
        return deliver(answer, unwritable=USAGE) if isinstance(answer, Answer) else OK
    except CycloptsError as error:
        from scheduler.commands import usage

        complain(usage.told(error))
        remind(usage.step(error))
        return USAGE
    except SchedulerError as error:
        complain(_told(error))
        return next((code for kind, code in EXIT_CODES if isinstance(error, kind)), USAGE)
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED
    except Exception:  # whatever else it is, it is ours: say so, with the trace to report
        traceback.print_exc()
        complain("this is a bug in rollgrid; nothing was stored")
        return BUG


def _noted(words: str, error: SchedulerError) -> str:
    return "\n".join([words, *getattr(error, "__notes__", ())])


def _told(error: SchedulerError) -> str:
    match error:
        case Infeasible(rules=rules) if rules:
            return _noted(f"infeasible: {error}\nrules involved: {', '.join(rules)}", error)
        case Infeasible():
            return _noted(f"infeasible: {error}", error)
        case VerificationError():
            return f"{error}\nthis is a bug in rollgrid; nothing was stored"
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
