"""A scenario that libyaml reads is the one that ruamel reads, and what only one reads is told."""

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from scheduler.scenario import diagnose
from scheduler.scenario.diagnostics import RefusedError
from scheduler.scenario.editing.yaml_spans import Spans
from scheduler.scenario.yaml import events, parsing
from scheduler.scenario.yaml.parsing import parse
from scheduler.scenario.yaml.source import text_of
from scheduler.scenario.yaml.tree import Node
from tests.hostile.surfaces import scenario_bytes
from tests.scenario.texts import SOUND, changed

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
DRAWN = 12


def values(node: Node) -> Any:
    """What a tree says: an empty value is where libyaml has it, behind its colon."""
    if isinstance(node.value, dict):
        return {key: (node.keys[key], values(child)) for key, child in node.value.items()}
    if isinstance(node.value, tuple):
        return [node.line, node.column, *map(values, node.value)]
    return (node.line, node.column, node.text, repr(node.value)) if node.text else "nothing"


def read(text: str) -> Any:
    try:
        root, complaints = parse(text)
    except RefusedError as refused:
        return str(refused.located)
    return values(root), complaints


def drawn() -> Iterator[str]:
    for number in range(DRAWN):
        try:
            text = text_of(scenario_bytes(Random(number)))
        except RefusedError:
            continue
        if "\t" not in text:  # in the midst of a word libyaml takes it for a letter
            yield text


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that ruamel was asked about."""
    seen: list[str] = []
    careful = events.careful_events

    def counted(text: str) -> Iterator[Any]:
        seen.append(text)
        return careful(text)

    monkeypatch.setattr(parsing, "careful_events", counted)
    return seen


def test_both_read_the_same(monkeypatch: pytest.MonkeyPatch, asked: list[str]) -> None:
    texts = [SOUND, *(path.read_text(encoding="utf-8") for path in SCENARIOS[-2:]), *drawn()]
    by_libyaml = [read(text) for text in texts]
    assert 0 < len(asked) < len(texts)
    monkeypatch.setattr(events, "CParser", None)
    asked.clear()
    assert [read(text) for text in texts] == by_libyaml
    assert asked == texts


def test_a_scenario_that_is_sound_is_read_by_libyaml_alone(asked: list[str]) -> None:
    parse(SOUND)
    assert not asked


def test_what_only_ruamel_reads_is_no_mistake(asked: list[str]) -> None:
    root, complaints = parse('{"a": "\\ud83d\\ude00"}')
    assert root.value["a"].value == "\N{GRINNING FACE}"
    assert (complaints, len(asked)) == ((), 1)


@pytest.mark.parametrize("mark", ["\x85", "\u2028", "\u2029"])
def test_what_broke_lines_in_yaml_1_1_is_no_line_of_the_file(mark: str) -> None:
    root, _ = parse(f"b: c{mark}d\ne: 2\n")
    assert [*root.value] == ["b", "e"]
    assert root.value["e"].line == 2


def test_a_long_text_that_is_no_yaml_is_not_read_twice(
    monkeypatch: pytest.MonkeyPatch, asked: list[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(events, "SHORT", 10)
    path = tmp_path / "long.yaml"
    path.write_text(changed(("grid: 15}", "grid: 15")), encoding="utf-8")
    (complaint,) = map(str, diagnose(path))
    assert ":3:5: S004 not valid YAML: " in complaint
    assert not asked


ODD = (
    'a: "two\n  lines"\nb: plain   # remark\nd:\n  - x\n  -  {y: 1, z: [2, 3]}\n\n# end\n',
    "a: &one {b: 1}\nc: *one\nd: &two\n  - x # x\n  - y\ne: !!str 7\n",
    "a: |\n  kept\n  lines\n\nb: >-\n  folded\n\n  more\n\n\nc: 1\n",
    "a: 1\r\nb:\r\n  - x\r\n  - y # remark\r\nc: [1,\r\n  2]\r\n",
    'é: 🎈 over\nname: "🎈 \\U0001F388"\nlist: [ä, 🎈, z]\nlast:   end\n',
    "none: []\nover: {}\n",
    "---\na: 1\n...\n",
)


def places(text: str) -> list[Any]:
    """Every node of a text, with what an edit asks of it."""
    spans, made, seen = Spans(text), [], set[int]()

    def walk(node: Any) -> None:
        is_text = isinstance(node.value, str)
        style = node.style or "" if is_text else bool(node.flow_style)
        ends = (spans.start(node), spans.end(node), spans.line(node), spans.indent(node))
        made.append((type(node).__name__, style, node.value if is_text else "", *ends))
        if id(node) not in seen and not is_text:
            seen.add(id(node))
            for child in node.value:
                for part in child if isinstance(child, tuple) else (child,):
                    walk(part)

    walk(spans.root)
    return made


@pytest.mark.parametrize("text", ODD)
def test_an_edit_finds_the_same_places_by_either(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = places(text)
    monkeypatch.setattr(events, "CParser", None)
    assert quick == places(text)
    assert len(quick) > 2


def test_an_edit_of_a_sound_scenario_is_read_by_libyaml_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)
    assert len(places(SCENARIOS[0].read_text(encoding="utf-8"))) > 20
    with pytest.raises(ImportError):
        places("a: 1\u2028b: 2\n")
