"""The arrows of the architecture: which room may know of which, and where the libraries live."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import networkx as nx
import pytest

from scheduler import model, verifier
from tests.twins import tiny, tiny_rules

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "scheduler"
FLOORS: dict[str, str] = {
    "commands": "interface notices render sweeps replanning explanation search insight risk "
    "verifier store importing letter timetable scenario problem",
    "interface": "render sweeps robustness replanning explanation search insight risk store "
    "verifier timetable scenario problem",
    "notices": "render timetable problem",
    "render": "sweeps replanning explanation search insight risk store letter timetable problem",
    "sweeps": "explanation search insight store verifier timetable scenario problem",
    "robustness": "replanning search model risk instance timetable problem",
    "replanning": "search model insight instance verifier timetable problem",
    "explanation": "search model instance verifier timetable scenario problem",
    "search": "model insight instance verifier timetable problem",
    "insight": "instance verifier timetable scenario problem",
    "risk": "instance timetable problem",
    "model": "instance problem",
    "instance": "timetable problem",
    "store": "timetable",
    "verifier": "timetable problem",
    "timetable": "problem",
    "importing": "scenario letter problem",
    "scenario": "problem",
    "letter": "",
    "problem": "",
    "files": "",
    "vocabulary": "",
}
"""Room -> the rooms that it may import, from the top floor down, also late or for types.

Everybody may import ``scheduler.errors``, ``scheduler.files`` and ``scheduler.vocabulary``.
A room stands above all that it imports."""

CLOCKS = ("datetime.now(", "utcnow(", "date.today(", "time.time(", "datetime.today(")
"""How a program asks what time it is."""
ONLY_IN: dict[str, set[str]] = {
    "ortools": {"model", "search", "replanning", "explanation", "robustness"},
    "rich": {"render"},
    "cyclopts": {"commands"},
    "ruamel": {"scenario"},
    "yaml": {"scenario"},
    "docx": {"render"},
    "openpyxl": {"scenario"},
    "icalendar": {"importing", "render"},
    "lxml": {"letter", "render"},
    "babel": {"letter", "render"},
    "jinja2": {"render"},
    "typst": {"render"},
    "segno": {"render"},
    "sqlalchemy": {"store"},
    "xlsxwriter": {"render"},
    "psycopg": {"store"},
    "distributed": {"sweeps"},
}
"""Library -> the rooms that may use it; the command line may use all."""


MERGED = {"preference": ("prefer", "avoid")}
"""A family that has two rules."""


def files() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.parent != PACKAGE:
            yield path.relative_to(PACKAGE).parts[0], path


FILES = list(files())


def files_of(room: str) -> list[Path]:
    return [path for own, path in FILES if own == room]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def names_of(path: Path) -> frozenset[str]:
    """``from scheduler import verify`` is ``scheduler.verify`` here, wherever it stands."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def libraries_of(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in names_of(path)}


def rooms_of(path: Path) -> set[str]:
    names = (name.split(".") for name in names_of(path))
    known = {room for room, _ in FILES}
    return {parts[1] for parts in names if parts[0] == "scheduler" and len(parts) > 1} & known


def dotted(path: Path) -> str:
    """``scheduler.model`` for ``scheduler/model/__init__.py``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def called(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("room", FLOORS)
def test_a_room_knows_only_the_rooms_that_it_may(room: str) -> None:
    allowed = set(FLOORS[room].split()) | {room, "files", "vocabulary"}
    strangers = {called(path): rooms_of(path) - allowed for path in files_of(room)}
    assert not {path: rooms for path, rooms in strangers.items() if rooms}


@pytest.mark.parametrize("room", FLOORS)
def test_a_library_is_used_only_where_it_lives(room: str) -> None:
    elsewhere = {library for library, rooms in ONLY_IN.items() if room not in rooms}
    misplaced = {called(path): libraries_of(path) & elsewhere for path in files_of(room)}
    assert not {path: libraries for path, libraries in misplaced.items() if libraries}


def test_a_room_stands_above_all_that_it_imports() -> None:
    order = list(FLOORS)
    for floor, room in enumerate(order):
        assert set(FLOORS[room].split()) <= set(order[floor + 1 :]), room


def test_every_room_has_its_floor_and_nothing_lies_flat() -> None:
    assert {room for room, _ in FILES} == set(FLOORS)
    assert {path.name for path in PACKAGE.glob("*.py")} == {
        "__init__.py",
        "__main__.py",
        "errors.py",
    }


def test_no_files_import_each_other_in_a_circle() -> None:
    modules = {dotted(path): path for _, path in FILES}
    graph = nx.DiGraph()
    for module, path in modules.items():
        for name in names_of(path):
            for target in (name, name.rpartition(".")[0]):
                if target in modules and target != module:
                    graph.add_edge(module, target)
                    break
    circles = [sorted(c) for c in nx.strongly_connected_components(graph) if len(c) > 1]
    assert not circles


@pytest.mark.parametrize("room", FLOORS)
def test_nothing_imports_the_command_line_and_nothing_else_prints(room: str) -> None:
    assert not [called(path) for path in files_of(room) if "cli" in libraries_of(path)]
    prints = [
        f"{called(path)}:{node.lineno}"
        for path in files_of(room)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Name) and node.id == "print"
    ]
    assert not prints or room == "render"


def test_modules_and_functions_keep_to_their_sizes() -> None:
    """As CONTRIBUTING.md has them: a module in lines, a function in lines below its signature."""
    lines = {called(path): path.read_text(encoding="utf-8").count("\n") for _, path in FILES}
    functions = {
        f"{called(path)} {node.name}": (node.end_lineno or 0) - node.body[0].lineno + 1
        for _, path in FILES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef)
    }
    assert not {path: count for path, count in lines.items() if count > 300}
    assert not {name: count for name, count in functions.items() if count > 45}


def families(registry: Any) -> list[str]:
    modules: tuple[ModuleType, ...] = registry
    return sorted(module.__name__.rpartition(".")[2] for module in modules)


def test_every_priced_family_is_said_twice() -> None:
    assert families(model.SOFT) == families(verifier.SOFT)


def test_every_rule_with_a_level_is_said_twice() -> None:
    assert families(model.LEVELED) == families(verifier.LEVELED)
    assert sorted(model.STATED) == sorted(verifier.STATED)


@pytest.mark.parametrize("family", sorted({*families(verifier.HARD), *families(verifier.SOFT)}))
def test_every_family_has_a_test_that_names_it(family: str) -> None:
    tests = sorted((ROOT / "tests" / "verifier").rglob("test_*.py"))
    alone = any(f"scheduler.verifier.rules.{family}" in names_of(path) for path in tests)
    assert alone or family in tiny_rules.LEVELED | tiny_rules.STATED | tiny.SOFT | MERGED


def test_the_clock_is_read_in_one_place() -> None:
    """So that a simulation can say what time it is; durations of work are measured elsewhere."""
    reading = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in CLOCKS)
    }
    assert reading == {"vocabulary/clock.py"}
