"""init: a new meeting, with a first scenario, the schema for editors, and the store."""

import json as json_text
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from scheduler import scenario
from scheduler import store as stores
from scheduler.commands.arguments import refuse_beside
from scheduler.commands.options.first import FirstOptions
from scheduler.commands.options.values import Json
from scheduler.commands.store.first_questions import first_of
from scheduler.commands.store.first_scenario import SCHEMA, text_of
from scheduler.commands.store.first_times import keep_times
from scheduler.errors import Infeasible, NoTimetable, ScenarioError, UsageError
from scheduler.files import write
from scheduler.render.terminal.answer import OK, Answer, adapt, say, to_json
from scheduler.render.terminal.stage import at_a_terminal
from scheduler.store.creation import remove_second_name
from scheduler.vocabulary.command_lines import rollgrid

if TYPE_CHECKING:  # the solver's warnings and the grid, which --json needs not
    from scheduler.interface.plan import Plan
    from scheduler.render.terminal.screen import Lines

NAME = "meeting"
SOURCES = (".docx", ".xlsx", ".csv", ".ics", ".xml", ".json")
SECONDS = 10.0
"""For the first timetable, which is only looked at."""


def init(
    folder: Annotated[Path, Parameter(help="A new or empty folder.")] = Path("meeting"),
    *,
    source: Annotated[
        Path | None,
        Parameter(
            name="--from",
            help="Start from a letter (.docx), a sheet (.xlsx, .csv), a calendar (.ics) or a "
            "programme (.xml, .json).",
        ),
    ] = None,
    yes: Annotated[
        bool, Parameter(negative=(), help="Ask no questions; write a scenario to fill in.")
    ] = False,
    json: Json = False,
    known: FirstOptions = FirstOptions(),
) -> Answer:
    """Start a meeting: write a first scenario and show its timetable.

    At a terminal, a few questions are asked first; each has an option that answers it. The folder
    gets meeting.yaml with comments, the schema for editors, and the store meeting.db. The timetable
    is shown, but not kept.
    """
    if source is not None:
        refuse_beside("--from", **known.given())
    paths = {name: folder / f"{NAME}.{name}" for name in ("yaml", "schema.json", "db")}
    schema = f"{json_text.dumps(scenario.schema(), indent=2)}\n".encode()
    asks = source is None and not (yes or json) and at_a_terminal()
    if asks:  # before the questions, not after them
        _refuse_others(paths, {"schema.json": schema})
    text, times, remarks = _first_text(source, known, asks=asks)
    made = {"yaml": text, "schema.json": schema}
    _refuse_others(paths, made)
    _write(folder, paths, made)
    names = [str(path) for path in paths.values()]
    kept = keep_times(times, paths["yaml"], paths["db"]) if times is not None else None
    steps = [f"next: edit {names[0]}, then {rollgrid('solve', names[0])}"]
    if kept is not None:
        publish = rollgrid("publish", "r1", "--store", names[2])
        steps = [f"the times of {source} are kept as draft r1", f"next: {publish}"]
    if json:
        return Answer(OK, to_json({"made": names, "remarks": [*remarks, *steps[:-1]]}))
    timetable, told = (_drawn(kept), ()) if kept is not None else _first_timetable(paths["yaml"])
    made_lines = [say(f"made {name}") for name in names]
    return Answer(OK, [*timetable, *made_lines], [*remarks, *told, *steps])


def _write(folder: Path, paths: Mapping[str, Path], made: Mapping[str, bytes]) -> None:
    """The files and the empty store; UsageError if the folder cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in made.items():
            if not paths[name].exists():  # an init that was stopped had come so far
                write(paths[name], data)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror or error}") from None
    with stores.opened(paths["db"]):
        pass


def _refuse_others(paths: Mapping[str, Path], made: Mapping[str, bytes]) -> None:
    """UsageError if a file is there that no ``init`` has made which was killed before its end."""
    remove_second_name(paths["db"])
    there = [str(path) for name, path in paths.items() if _is_another(path, made.get(name))]
    if there:
        raise UsageError(f"{', '.join(there)}: there already; nothing was changed")


def _is_another(path: Path, data: bytes | None) -> bool:
    if not path.exists():
        return path.is_symlink()
    return data is None or not path.is_file() or path.read_bytes() != data


def _first_text(
    source: Path | None, known: FirstOptions, *, asks: bool
) -> tuple[bytes, bytes | None, Sequence[str]]:
    """The scenario, the timetable that the source has of it, if it is a programme; and remarks."""
    if source is None:
        return (SCHEMA + text_of(first_of(known, asks=asks))).encode(), None, ()
    answer = _import(source)
    if not isinstance(answer.body, bytes):
        raise UsageError(f"{source}: makes no scenario of its own")
    times = next((data for _, data in answer.files), None)
    return SCHEMA.encode() + answer.body, times, answer.remarks


def _import(source: Path) -> Answer:
    """What the import of such a file answers; errors as there."""
    kind = source.suffix.lower()
    if kind == ".docx":
        from scheduler.commands.imports.docx import docx  # XML and Word take 0.3 s to load

        return docx(source)
    if kind in (".xlsx", ".csv"):
        from scheduler.commands.imports.csv_and_xlsx import xlsx

        return xlsx(source, whole=True)
    if kind == ".ics":
        from scheduler.commands.imports.ics import ics

        return ics(source, whole=True)
    if kind in (".xml", ".json"):
        from scheduler.commands.imports import programme

        read = programme.xml if kind == ".xml" else programme.json
        return read(source, timetable=Path(f"{NAME}.json"))  # which is not written
    raise UsageError(f"--from {source}: expected {', '.join(SOURCES[:-1])} or {SOURCES[-1]}")


def _first_timetable(path: Path) -> "tuple[Lines, Sequence[str]]":
    """The grid of the scenario as it is, and remarks: that there is none, and why."""
    from scheduler.commands.inputs.orders import Orders
    from scheduler.commands.options.search import Search
    from scheduler.commands.solve import solve_loaded  # OR-Tools

    try:
        loaded = scenario.load(path)
        plan = solve_loaded(loaded, Orders(), None, Search(seconds=SECONDS, workers=1))
    except (Infeasible, NoTimetable, ScenarioError) as error:
        return [], [f"no timetable yet: {error}", *getattr(error, "__notes__", ())]
    return _drawn(plan), ()


def _drawn(plan: "Plan") -> "Lines":
    from scheduler.commands.options.screen import Screen
    from scheduler.render.terminal.screen import BLANK, draw_timetable

    view = Screen().terminal
    return adapt([*draw_timetable(plan.problem, plan.record, view), BLANK], view)
