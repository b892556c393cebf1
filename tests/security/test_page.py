"""SECURITY.md tells the truth: each test that it names is there, and what no other test shows."""

import ast
import re
from pathlib import Path

import pytest

import cli
from scheduler import store as stores
from tests.draws import ROOT

ROWS = [
    line
    for line in (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| From")
]
NAMED = re.compile(r"`(tests/[\w/.]+)(?:::(\w+))?`")
CODE = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}
"""Modules that make objects of whatever bytes say."""
SQL = "x'); DROP TABLE facts; --"
HIDES = "Closing \u202egninepO\u202c ple\u200bnary\u2060\ufeff"


@pytest.mark.parametrize("row", ROWS, ids=[row.split("|")[2].strip()[:50] for row in ROWS])
def test_every_threat_names_tests_that_are_there(row: str) -> None:
    found = NAMED.findall(row)
    assert found
    for path, name in found:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert not name or f"\ndef {name}(" in text


def test_nothing_is_unpickled_or_evaluated() -> None:
    """But for a signature of our own that is compiled when a command is first asked for."""
    seen = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in (ROOT / "scheduler").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _dangerous(node)
    }
    assert seen == {("scheduler/commands/signatures.py", "exec")}


def _dangerous(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names} & CODE
    if isinstance(node, ast.ImportFrom):
        return {node.module or ""} & CODE
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return {node.func.id} & {"eval", "exec", "__import__"}
    return set()


def test_sql_in_words_is_only_words(tmp_path: Path) -> None:
    with stores.opened(tmp_path / "meeting.db") as store:
        stores.add_fact(store, SQL, SQL, author=SQL)
        stores.add_fact(store, "late", "late cei", author="p")
        first, second = stores.facts(store)
    assert (first.kind, first.text, first.author) == (SQL, SQL, SQL)
    assert second.kind == "late"


def test_a_title_that_hides_is_printed_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = tmp_path / "meeting.yaml"
    scenario.write_text(
        "format: 1\n"
        'meeting: {id: m, title: "T", timezone: Europe/Zurich}\n'
        "days: [2025-02-25]\n"
        'slots: [{id: am, start: "10:00", end: "13:00"}]\n'
        "rooms: [{id: r}]\n"
        f'sessions: [{{id: a, title: "{HIDES}", minutes: 60}}]\n',
        encoding="utf-8",
    )
    assert cli.main(["solve", str(scenario), "--list"]) == 0
    said = capsys.readouterr().out
    assert "Closing gninepO plenary" in said
    assert not set(said) & set("\u200b\u202e\u202c\u2060\ufeff")
