"""The arrows of the architecture: which room may know of which, and where the libraries live."""

import ast
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from scheduler import model, verify
from tests import tiny, tiny_rules

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "scheduler"
WORDS = {"problem", "rules", "provisions"}
SOLVING = {
    "problem",
    "timetable",
    "grid",
    "instance",
    "compiling",
    "levels",
    "restrictions",
    "model",
    "search",
    "errors",
    "progress",
}
SPEAKING = {"problem", "timetable", "diff", "measures", "records"}

MAY_KNOW: dict[str, set[str]] = {
    "errors": set(),
    "fields": set(),
    "rules": {"fields"},
    "provisions": {"fields", "rules"},
    "problem": {"fields", "rules", "provisions"},
    "progress": set(),
    "json_lines": set(),
    "timetable": {"problem"},
    "grid": {"problem"},
    "levels": WORDS,
    "scenario": WORDS | {"errors"},
    "diff": {"problem", "timetable", "grid"},
    "deadlines": WORDS,
    "measures": {"problem", "timetable", "grid", "diff"},
    "relief": WORDS | {"timetable", "grid", "verify"},
    "notes": {"problem", "timetable", "grid", "measures", "relief"},
    "records": {"problem", "timetable", "errors", "json_lines"},
    "instance": {"problem", "timetable", "grid", "levels"},
    "restrictions": WORDS | {"grid", "instance", "levels"},
    "compiling": {"problem", "grid", "instance", "levels", "restrictions"},
    "model": WORDS | {"instance", "levels", "restrictions"},
    "search": {"problem", "instance", "model", "timetable", "errors", "progress"},
    "verify": WORDS | {"timetable"},
    "importing": WORDS | {"errors", "scenario"},
    "insight": WORDS
    | {"timetable", "grid", "levels", "measures", "diff", "errors", "scenario", "verify"},
    "strategies": SOLVING | WORDS | {"verify"},
    "planning": SOLVING | {"verify", "notes", "insight", "strategies"},
    "explain": SOLVING | WORDS | {"verify"},
    "facts": {"problem", "errors"},
    "store": {"problem", "timetable", "records", "diff", "errors", "json_lines"},
    "underway": {"problem", "timetable", "diff"},
    "pinning": WORDS | {"errors"},
    "amended": {"problem", "provisions", "grid", "errors", "facts"},
    "lengths": {"problem", "timetable", "grid", "errors", "facts"},
    "situation": {"problem", "timetable", "grid", "errors", "facts", "amended", "pinning"}
    | {"lengths"},
    "knowing": {"problem", "timetable", "errors", "facts", "amended", "situation", "lengths"},
    "replanning": SOLVING
    | {"verify", "notes", "planning", "diff", "facts", "amended", "pinning", "situation"}
    | {"knowing", "lengths", "measures", "strategies"},
    "letter": {"errors"},
    "render": SPEAKING
    | {"progress", "insight", "explain", "errors", "letter", "deadlines", "replanning", "store"}
    | {"underway"},
    "notices": {"problem", "timetable", "diff", "records", "render"},
    "options": {"errors", "render"},
    "commands": {"options", "render", "answers"},
    "answers": SPEAKING
    | {
        "amended",
        "pinning",
        "deadlines",
        "errors",
        "explain",
        "facts",
        "importing",
        "insight",
        "knowing",
        "lengths",
        "letter",
        "notices",
        "underway",
        "situation",
        "options",
        "planning",
        "render",
        "replanning",
        "scenario",
        "store",
        "verify",
    },
}
"""Room -> the other rooms that it may import, anywhere in its text, also late or for types."""

ONLY_IN: dict[str, set[str]] = {
    "ortools": {"model", "search", "replanning", "explain", "strategies"},
    "rich": {"render"},
    "cyclopts": {"options", "commands"},
    "ruamel": {"scenario"},
    "docx": {"render"},
    "openpyxl": {"scenario"},
    "dateutil": {"importing"},
    "icalendar": {"importing", "render"},
    "lxml": {"letter", "render"},
    "babel": {"letter", "render"},
    "jinja2": {"render"},
    "typst": {"render"},
    "sqlalchemy": {"store"},
    "xlsxwriter": {"render"},
    "psycopg": {"store"},
}
"""Library -> the rooms that may use it; the command line may use all."""


MERGED = {"preference": ("prefer", "avoid")}
"""A family that has two rules."""


def files() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts != ("__init__",):
            yield parts[0], path


FILES = list(files())


def names_of(path: Path) -> set[str]:
    """``from scheduler import verify`` is ``scheduler.verify`` here, wherever it stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms_of(path: Path) -> set[str]:
    names = (name.split(".") for name in names_of(path))
    known = {room for room, _ in FILES}
    return {parts[1] for parts in names if parts[0] == "scheduler" and len(parts) > 1} & known


def called(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(("room", "path"), FILES, ids=lambda value: str(value).rpartition("/")[2])
def test_a_room_knows_only_the_rooms_that_it_may(room: str, path: Path) -> None:
    strangers = rooms_of(path) - MAY_KNOW[room] - {room}
    assert not strangers, f"{called(path)} imports {', '.join(sorted(strangers))}"


@pytest.mark.parametrize(("room", "path"), FILES, ids=lambda value: str(value).rpartition("/")[2])
def test_a_library_is_used_only_where_it_lives(room: str, path: Path) -> None:
    used = {name.partition(".")[0] for name in names_of(path)}
    misplaced = {name for name in used if room not in ONLY_IN.get(name, {room})}
    assert not misplaced, f"{called(path)} imports {', '.join(sorted(misplaced))}"


def test_the_arrows_have_no_circle() -> None:
    reached: dict[str, set[str]] = {room: set(known) for room, known in MAY_KNOW.items()}
    for _ in MAY_KNOW:
        for known in reached.values():
            known |= {far for near in tuple(known) for far in reached[near]}
    assert not [room for room, known in reached.items() if room in known]


def test_every_room_has_its_arrows() -> None:
    assert {room for room, _ in FILES} == set(MAY_KNOW)


@pytest.mark.parametrize(("room", "path"), FILES, ids=lambda value: str(value).rpartition("/")[2])
def test_nothing_imports_the_command_line_and_nothing_else_prints(room: str, path: Path) -> None:
    assert "cli" not in {name.partition(".")[0] for name in names_of(path)}
    if room != "render":
        tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        prints = [n.lineno for n in tree if isinstance(n, ast.Name) and n.id == "print"]
        assert not prints, f"{called(path)} prints in lines {prints}"


def families(registry: Any) -> list[str]:
    modules: tuple[ModuleType, ...] = registry
    return sorted(module.__name__.rpartition(".")[2] for module in modules)


def test_every_priced_family_is_said_twice() -> None:
    assert families(model.SOFT) == families(verify.SOFT)


def test_every_rule_with_a_level_is_said_twice() -> None:
    assert families(model.LEVELED) == families(verify.LEVELED)
    assert sorted(model.STATED) == sorted(verify.STATED)


@pytest.mark.parametrize("family", sorted({*families(verify.HARD), *families(verify.SOFT)}))
def test_every_family_has_a_test_that_names_it(family: str) -> None:
    tests = sorted((ROOT / "tests" / "families").glob("test_*.py"))
    alone = any(f"scheduler.verify.{family}" in names_of(path) for path in tests)
    assert alone or family in tiny_rules.LEVELED | tiny_rules.STATED | tiny.SOFT | MERGED
