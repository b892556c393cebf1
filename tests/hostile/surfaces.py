"""
Everything that reads what others wrote, each tried with one mutated input.

An attempt raises AssertionError, or whatever the program lets out, where something is wrong: an
exit code that nobody documented, a bug, a file that was accepted and passes no ``check``. One input
in ten goes through the command line, the others through the functions that the command calls:
most of a command line's time goes into itself and the scenario.
"""

import json
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from random import Random
from typing import Any, Literal
from xml.etree import ElementTree

from scheduler.errors import SchedulerError
from scheduler.importing.busy_calendars import as_part, read_busy
from scheduler.importing.programmes import Programme, read_json, read_xml
from scheduler.importing.registration_rows import read_registrations
from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest, export
from scheduler.replanning.facts import parse
from scheduler.scenario import diagnose_text, load_bytes
from scheduler.scenario.yaml import parsing, tree
from scheduler.timetable.files import read, to_bytes
from scheduler.verifier import violations
from tests.hostile.captured import run_captured
from tests.hostile.command_lines import command_line
from tests.hostile.mutations import as_bytes, bent_lines, bent_text, bent_tree
from tests.importing import generated_calendars, mutated
from tests.importing.imported import imported
from tests.random_facts.meetings import meeting as random_meeting
from tests.render.annexes import AFTER_AN_OVERRUN, PRINTED, meeting, record
from tests.scenario.judged import is_problem_or_complaint
from tests.scenario.texts import SOUND

ROOT = Path(__file__).parents[2]
READ = (0, 2, 3)
"""Exit codes of what reads a file: done, usage, a file that cannot be read."""
JUDGED = (0, 1, 3)
SOLVED = (0, 3, 4, 5)
Attempt = Callable[[Random, Path], None]
HEARD: list[Any] = []
"""What the program answered to the input that is tried, for whoever wants to compare."""


def run(*words: str) -> int:
    """The exit code of a command; where it is not 0, there must be a word why."""
    code, said = run_captured(words)
    HEARD.append((code, said))
    assert code != 70, said
    assert "Traceback" not in said, said
    assert code == 0 or said.strip(), f"exit {code} without a word"
    return code


def tried(call: Callable[[], Any], begins: str = "", never: Sequence[str] = ()) -> Any | None:
    """What a call gives, or None where it refuses, in words that begin and are as they must be."""
    try:
        answer = call()
    except SchedulerError as error:
        said = str(error)
    else:
        HEARD.append(answer)
        return answer
    HEARD.append(said)
    assert said.strip(), "refused without a word"
    assert said.startswith(begins), said
    assert not any(word in said for word in never), said
    return None


def require(code: int, codes: tuple[int, ...]) -> None:
    assert code in codes, f"exit {code}"


@cache
def sound() -> Any:
    return tree.plain(parsing.parse(SOUND)[0])


def scenario_bytes(rng: Random) -> bytes:
    """A scenario, bent as text or as data."""
    if rng.random() < 0.4:
        lines = SOUND.splitlines()
        text = bent_text(SOUND, rng) if rng.random() < 0.3 else "\n".join(bent_lines(lines, rng))
        return as_bytes(text)
    data = random_meeting(rng) if rng.random() < 0.6 else sound()
    data = {"format": 1, **json.loads(json.dumps(data, default=str))}
    return as_bytes(json.dumps(bent_tree(data, rng), ensure_ascii=rng.random() < 0.5))


def yaml(rng: Random, folder: Path) -> None:
    """It is a problem that compiles, or there are complaints with their places."""
    data, path = scenario_bytes(rng), folder / "s.yaml"
    is_problem_or_complaint(path, data)
    if rng.random() < 0.1:
        require(run("check", str(path)), (0, 3))
    if not any(d.severity == "error" for d in diagnose_text(path, data)):
        compile(load_bytes(path, data).problem)


@cache
def records() -> list[Any]:
    made = [record(*PRINTED), record(*AFTER_AN_OVERRUN)]
    return [json.loads(to_bytes(one)) for one in made]


@cache
def csp11() -> str:
    return str(ROOT / "scenarios" / "csp11.yaml")


def timetable(rng: Random, folder: Path) -> None:
    """What is read is written and read again as the same; and it is judged."""
    data = json.dumps(bent_tree(rng.choice(records()), rng), indent=rng.choice((None, 1)))
    if rng.random() < 0.2:
        data = bent_text(data, rng)
    path, again = folder / "t.json", folder / "again.json"
    path.write_bytes(as_bytes(data))
    if rng.random() < 0.1:
        require(run("verify", csp11(), str(path)), JUDGED)
    known = tried(lambda: read(path), str(path))
    if known is None:
        return
    again.write_bytes(to_bytes(known))
    assert to_bytes(read(again)) == again.read_bytes()  # in order of time, which may be another
    tried(lambda: violations(meeting(), known.timetable))


def facts(rng: Random, folder: Path) -> None:
    """A fact is told again as it is written, or refused in words."""
    from tests.random_facts.telling import Talk

    stand = _stand(rng.randrange(40))
    text = Talk(rng, stand.problem, stand.published.sittings).fact(None)
    text = bent_text(text, rng) if rng.random() < 0.7 else " ".join(bent_lines(text.split(), rng))
    known = tried(lambda: parse(stand.problem, [text]))
    if known is not None:
        assert parse(stand.problem, map(str, known)) == known


@cache
def _stand(number: int) -> Any:
    from tests.random_facts.asking import drawn  # here, for it loads all that replans

    return drawn(Random(f"hostile {number}"))


def ics(rng: Random, folder: Path) -> None:
    """What a calendar says is a part that its scenario can have."""
    lines = generated_calendars.draw(rng.randrange(1_000)).replace("2031", "2025").splitlines()
    path = folder / "c.ics"
    path.write_bytes(as_bytes(rng.choice(("\n", "\r\n")).join(bent_lines(lines, rng))))
    if rng.random() < 0.1:
        words = ["import", "ics", str(path), "--scenario", csp11(), "--of", "wgtu-chair"]
        require(run(*words), READ)
        require(run("import", "ics", str(path), "--against", csp11()), READ)
    problem = load_bytes(folder / "s.yaml", SOUND.encode()).problem
    busy = tried(lambda: read_busy(path, problem), str(path))
    if busy is None:
        return
    part = as_part(busy.spans, "ada", problem.zone, "c.ics")
    assert not _errors(folder / "s.yaml", SOUND.encode() + part)


def _errors(path: Path, data: bytes) -> list[str]:
    return [str(d) for d in diagnose_text(path, data) if d.severity == "error"]


@cache
def _exported(form: Literal["xml", "json"]) -> bytes:
    request = ExportRequest(profile="voc") if form == "json" else ExportRequest()
    return export(form, meeting(), record(*PRINTED), request)


TALK = (
    '<event id="{n}"><date>2025-02-25T{hour}:00:00+01:00</date><start>{hour}:00</start>'
    "<duration>01:00</duration><room>Hall</room><slug>t{n}</slug><title>Bees</title>"
    "<track>Farm</track><type>talk</type><persons><person>Ann</person></persons></event>"
)
STRANGE = (
    "<schedule><conference><acronym>f</acronym><title>Farm</title>"
    "<time_zone_name>Europe/Rome</time_zone_name></conference>"
    '<day date="2025-02-25"><room name="Hall">'
    + "".join(TALK.format(n=n, hour=9 + n) for n in range(4))
    + "</room></day></schedule>"
)


def xml(rng: Random, folder: Path) -> None:
    """A programme is a scenario and a timetable, or refused."""
    text = STRANGE if rng.random() < 0.6 else _exported("xml").decode()
    if rng.random() < 0.3:
        text = bent_text(text, rng)
    else:
        root = ElementTree.fromstring(text)
        for _ in range(rng.choice((1, 1, 2, 4))):
            _bend_element(rng.choice([*root.iter()]), root, rng)
        text = ElementTree.tostring(root, "unicode")
    path = folder / "s.xml"
    path.write_bytes(as_bytes(text))
    _programme("xml", path, read_xml, rng)


def _bend_element(element: ElementTree.Element, root: ElementTree.Element, rng: Random) -> None:
    kind = rng.choice(("text", "text", "attribute", "name", "drop", "double"))
    if kind == "attribute" and element.attrib:
        name = rng.choice([*element.attrib])
        element.set(name, _printable(bent_text(element.attrib[name], rng)))
    elif kind == "name":
        element.tag = rng.choice([*root.iter()]).tag
    elif kind in ("drop", "double") and len(element):
        child = rng.choice([*element])
        if kind == "drop":
            element.remove(child)
        else:
            element.append(child)
    else:
        element.text = _printable(bent_text(element.text or "", rng))


def _printable(text: str) -> str:
    """What XML can hold; the rest is for changes of the text as a whole."""
    return "".join(c for c in text if c in "\t\n" or " " <= c < "\ud800" or c > "\udfff")


def programme(rng: Random, folder: Path) -> None:
    """The same as JSON."""
    text = _exported("json").decode()
    bent = bent_text(text, rng) if rng.random() < 0.2 else json.dumps(_bent_json(text, rng))
    path = folder / "s.json"
    path.write_bytes(as_bytes(bent))
    _programme("json", path, read_json, rng)


def _bent_json(text: str, rng: Random) -> Any:
    return bent_tree(json.loads(text), rng)


def _programme(form: str, path: Path, reader: Callable[[Path], Programme], rng: Random) -> None:
    if rng.random() < 0.1:
        whole, times = path.parent / "whole.yaml", path.parent / "times.json"
        for old in (whole, times):
            old.unlink(missing_ok=True)
        written = ("--to", str(whole), "--timetable", str(times))
        code = run("import", form, str(path), *written)
        require(code, READ)
        if code == 0:
            require(run("check", str(whole)), (0,))
            require(run("verify", str(whole), str(times)), (0, 1))
        require(run("import", form, str(path), "--against", csp11()), READ)
        return
    made = tried(lambda: reader(path), str(path))
    if made is not None and not _errors(path.with_suffix(".yaml"), made.data):
        violations(_problem(path, made), record().timetable)


def _problem(path: Path, made: Programme) -> Problem:
    problem = load_bytes(path.with_suffix(".yaml"), made.data).problem
    assert {s.session for s in made.sittings} <= {s.id for s in problem.sessions}
    assert {s.room for s in made.sittings} <= {r.id for r in problem.rooms}
    return problem


def registrations(rng: Random, folder: Path) -> None:
    """Counts that a scenario can have, or complaints without anything of what stands there."""
    rows = [["Name", "Country", "Gender", "Groups", "WGTU"]]
    rows += [
        ["ZZMARK", rng.choice(("France", "Kenya")), rng.choice("fmx"), "WGETI", "yes"]
        for _ in range(rng.randint(1, 12))
    ]
    for _ in range(rng.choice((0, 1, 2, 4))):
        row = rng.choice(rows)
        row[rng.randrange(len(row))] = rng.choice(mutated.POOL)
    if rng.random() < 0.1:
        rows.append(rng.sample(mutated.POOL, rng.randint(1, 9)))
    text = mutated.as_csv(rows, rng)
    text = as_bytes(bent_text(text.decode(), rng)) if rng.random() < 0.3 else text
    path = folder / "people.csv"
    path.write_bytes(text)
    if rng.random() < 0.1:
        require(run("import", "registrations", str(path), "--scenario", csp11()), READ)
    never = ("ZZMARK", "an unknown reason")
    tried(lambda: read_registrations(path, meeting()), str(path), never)


def solved(rng: Random, folder: Path) -> None:
    """Whatever can be solved has a timetable that is accepted."""
    path, out = folder / "s.yaml", folder / "t.json"
    out.unlink(missing_ok=True)
    path.write_bytes(scenario_bytes(rng))
    code = run("solve", str(path), "--workers", "1", "--seconds", "2", "--out", str(out))
    require(code, SOLVED)
    if code == 0:
        require(run("verify", str(path), str(out)), (0,))


def of_table(form: str) -> Attempt:
    """A table in a file of that form."""

    def attempt(rng: Random, folder: Path) -> None:
        printed, complaints = BytesIO(), StringIO()
        out = TextIOWrapper(printed, "utf-8", write_through=True)
        with redirect_stdout(out), redirect_stderr(complaints):
            imported(form, rng.randrange(10**9), folder)
        HEARD.append((printed.getvalue(), complaints.getvalue()))

    return attempt


SURFACES: dict[str, Attempt] = {
    "yaml": yaml,
    "timetable": timetable,
    "facts": facts,
    "ics": ics,
    "xml": xml,
    "programme json": programme,
    "csv": of_table("csv"),
    "registrations": registrations,
    "command lines": command_line,
    "docx": of_table("docx"),
    "xlsx": of_table("xlsx"),
    "solved": solved,
}
