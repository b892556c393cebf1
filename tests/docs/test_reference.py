"""The reference is what the program is: every command, option, exit code and code of check."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from ruamel.yaml import YAML

import cli
from scheduler.problem.catalogue import KINDS as DECLARED
from scheduler.render.terminal import answer
from scheduler.render.terminal.json_answers import KINDS
from scheduler.scenario import schema
from scheduler.scenario.codes.code import CODES as CODES_OF_CHECK
from tests.docs import codes_page, commands_page, exit_codes_page, fields_page, json_page
from tests.docs import rules_page as rules
from tests.docs.command_values import CODES, TEXTS, UNITS
from tests.docs.json_fields import FIELDS
from tests.draws import sampled

PAGES = (codes_page, commands_page, exit_codes_page, fields_page, json_page)
COMMANDS = dict(commands_page.commands())
WITHOUT_JSON = {"completion", "demo", "schema"}


def every_argument() -> Iterator[tuple[str, Any]]:
    for name, app in COMMANDS.items():
        yield from ((name, argument) for argument in commands_page.arguments_of(app))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.PAGE.name)
def test_a_page_is_up_to_date(page: Any) -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.page()


def test_every_command_and_option_is_there_with_its_value_and_default() -> None:
    text = commands_page.PAGE.read_text(encoding="utf-8")
    sections = dict(part.split("\n", 1) for part in text.split("\n## rollgrid ")[1:])
    assert sorted(sections) == sorted(COMMANDS)
    for command, argument in every_argument():
        rows = [row for row in sections[command].splitlines() if f"`{argument.name}" in row]
        assert argument.parameter.help, (command, argument.name)
        assert rows or argument.field_info.is_positional, (command, argument.name)


def test_what_a_number_counts_and_what_a_text_is_is_said_once_and_used() -> None:
    numbers = {str(a.name) for _, a in every_argument() if commands_page.is_number(a)}
    assert numbers == set(UNITS)
    assert {str(a.name) for _, a in every_argument()} >= set(TEXTS)
    for command, argument in every_argument():
        if commands_page.is_number(argument):
            said, units = argument.parameter.help.lower(), UNITS[str(argument.name)].lower()
            assert any(word in said for word in units.split()), (command, argument.name)


def test_help_shows_the_default_of_every_option_that_has_one() -> None:
    """Those that have a value show it; where it depends, the sentence says on what."""
    for command, argument in every_argument():
        value, said = argument.field_info.default, argument.parameter.help or ""
        if commands_page.default_of(argument) in ("none", "required", "off"):
            assert "default" not in said.lower(), (command, argument.name)
        elif value in (None, argument.field_info.empty):
            assert "default" in said.lower(), (command, argument.name)


@pytest.mark.parametrize("width", sampled([40, 60, 80, 100, 132], 1))
@pytest.mark.parametrize("command", sampled(["solve", "check", "export", "report"], 1))
def test_help_wraps_at_the_width_of_the_terminal(
    command: str, width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert cli.main([command, "--help"]) == answer.OK
    assert max(map(len, capsys.readouterr().out.splitlines())) <= width


def test_every_exit_code_is_there_and_every_command_ends_with_some() -> None:
    kinds = {answer.OK, *KINDS}
    assert set(exit_codes_page.MEANINGS) == kinds
    assert kinds == {
        answer.OK,
        answer.NO,
        answer.USAGE,
        answer.INVALID,
        answer.INFEASIBLE,
        answer.TIMEOUT,
        answer.STALE,
        answer.BUG,
        answer.INTERRUPTED,
    }
    assert sorted(CODES) == sorted(COMMANDS)
    assert {code for codes in CODES.values() for code in codes} == kinds


def test_every_code_of_check_is_there() -> None:
    assert sorted(codes_page.every_code()) == sorted(CODES_OF_CHECK)
    text = codes_page.PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^### (\w+)$", text, re.MULTILINE) == codes_page.every_code()


def test_every_command_that_answers_has_json_and_says_of_what() -> None:
    with_json = {name for name, argument in every_argument() if "--json" in argument.names}
    assert with_json == set(COMMANDS) - WITHOUT_JSON
    assert {name.partition(" ")[0] for name in with_json} == {
        name.partition(" ")[0] for name in FIELDS
    }
    quiet = {name for name, argument in every_argument() if "--quiet" in argument.names}
    assert quiet == set(COMMANDS)


def test_every_field_of_a_scenario_is_there_and_no_other() -> None:
    assert fields_page.described() == fields_page.every_field()
    named = {name for names in fields_page.every_field().values() for name in names}
    text = rules.PAGE.read_text(encoding="utf-8")
    for part in (schema(), *schema()["$defs"].values()):
        for name in part.get("properties") or part["anyOf"][-1]["properties"]:
            assert name in named or f"`{name}`" in text, name


def test_the_example_of_a_field_is_yaml() -> None:
    reader = YAML(typ="safe")
    for model, fields in fields_page.values().items():
        for name in filter(None, fields):
            meaning, example, _ = fields[name]
            assert meaning, (model, name)
            reader.load(f"field: {example}")


def test_the_table_of_rules_has_every_rule() -> None:
    """A rule that it lacks is one that no planner finds."""
    page = (rules.ROOT / "docs" / "reference" / "scenario.md").read_text(encoding="utf-8")
    rows = (line.split("|")[1] for line in page.splitlines() if line.startswith("| `"))
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} >= DECLARED.keys()
