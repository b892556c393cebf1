"""init: a new meeting, with a scenario to fill in, the schema for editors, and the store."""

import json as json_text
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler import scenario
from scheduler import store as stores
from scheduler.commands.options.values import Json
from scheduler.errors import UsageError
from scheduler.files import write
from scheduler.render.terminal.answer import OK, Answer, say, to_json
from scheduler.vocabulary.command_lines import rollgrid

NAME = "meeting"
SKELETON = """\
# yaml-language-server: $schema=meeting.schema.json
# A meeting in the planner's words. 'rollgrid check meeting.yaml' tells every mistake at once,
# 'rollgrid solve meeting.yaml' finds the timetable and keeps it as a draft.
format: 1
meeting:
  id: my-meeting                # short, without spaces; stays the same for ever
  title: Meeting of the Working Groups
  venue: Conference Centre
  timezone: Europe/Zurich       # all clock times below are local to it
  grid: 15                      # sittings start on multiples of so many minutes

days: [2030-03-05, 2030-03-06]

slots:                          # clock windows of every day; nothing crosses the end of one
  - {id: morning, start: "10:00", end: "13:00"}
  - {id: afternoon, start: "15:00", end: "18:00", overtime: {minutes: 30, price: 4}}
last_close: {minutes: 60, price: 4}   # how far the last slot of all may run over

rooms:
  - {id: plenary, name: Plenary, seats: 200}

people:                         # office holders by office, never by name
  - {id: wg1-chair, title: Chair of Working Group 1}
  - id: wg2-chair
    title: Chair of Working Group 2
    # unavailable: [{from: 2030-03-06 15:00, to: 2030-03-06 18:00}]

sessions:                       # what must be held, and how long
  - id: wg1
    title: Working Group 1
    minutes: {least: 240, likely: 300, most: 360}
    chairs: [wg1-chair]
    split: {least_part: 30}     # may go on in the next slot
  - id: wg2
    title: Working Group 2
    minutes: {least: 240, likely: 300, most: 360}
    chairs: [wg2-chair]
    split: {least_part: 30}

rolling:                        # one after the other, each starts when the one before it ends
  - {room: plenary, order: [wg1, wg2]}

policy: roll                    # what a replan may use: roll, hold or extend
"""


def init(
    folder: Annotated[Path, Parameter(help="A new or empty folder.")], *, json: Json = False
) -> Answer:
    """A scenario to fill in, with comments, the schema for editors, and its store."""
    paths = {name: folder / f"{NAME}.{name}" for name in ("yaml", "schema.json", "db")}
    schema = f"{json_text.dumps(scenario.schema(), indent=2)}\n".encode()
    made = {"yaml": SKELETON.encode(), "schema.json": schema}
    there = [str(path) for name, path in paths.items() if _is_another(path, made.get(name))]
    if there:
        raise UsageError(f"{', '.join(there)}: there already; nothing was changed")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in made.items():
            write(paths[name], data)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror or error}") from None
    with stores.opened(paths["db"]):
        pass
    names = [str(path) for path in paths.values()]
    if json:
        return Answer(OK, to_json({"made": names}))
    lines = [say(f"made {name}") for name in names]
    return Answer(OK, lines, [f"next: edit {names[0]}, then {rollgrid('solve', names[0])}"])


def _is_another(path: Path, data: bytes | None) -> bool:
    """Whether a file is there that an ``init`` which was killed before its end has not made."""
    if not path.exists():
        return path.is_symlink()
    return data is None or not path.is_file() or path.read_bytes() != data
