"""
Defences that can be taken out, each with a test that has to fail without it.

A defence is a name in a module of the program, and what stands there once it is gone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import jinja2
from sqlalchemy import URL
from xlsxwriter.worksheet import Worksheet

CAP = 10**12
shown = URL.render_as_string


def as_it_is(text: Any, *_: object, **__: object) -> Any:
    """In the place of what makes a text harmless."""
    return text


def nothing(*_: object, **__: object) -> None:
    """In the place of what judges."""


@dataclass(frozen=True, slots=True)
class Defence:
    """``replaced``: by names (``module:name.attribute``), what stands there instead."""

    replaced: Mapping[str, Any]
    test: str


DEFENCES = {
    "a link out of the folder is not followed": Defence(
        {"scheduler.files.refusals:_against_link": nothing},
        "tests/files/test_targets.py::test_a_link_out_of_its_folder_is_not_followed",
    ),
    "aliases are counted": Defence(
        {"scheduler.scenario.yaml.parsing:NODE_CAP": CAP},
        "tests/scenario/test_files.py::test_aliases_that_multiply_are_counted_before_they_expand",
    ),
    "depth is counted": Defence(
        {"scheduler.scenario.yaml.parsing:DEPTH_CAP": CAP},
        "tests/scenario/test_files.py::test_deep_nesting_is_told_where_it_becomes_too_deep",
    ),
    "a DOCTYPE is refused": Defence(
        {"scheduler.importing.programme.xml_reader:_Tree._doctype": nothing},
        "tests/importing/test_programmes.py::test_what_would_not_end_is_refused",
    ),
    "parts of a spreadsheet are judged before they are parsed": Defence(
        {"scheduler.scenario.tables.spreadsheets:_judge_part": nothing},
        "tests/importing/test_tables.py::test_what_is_too_large_is_refused_at_once",
    ),
    "a formula in a csv is text": Defence(
        {"scheduler.render.workbook.sittings_csv:guarded": as_it_is},
        "tests/render/workbook/test_csv.py",
    ),
    "a formula in a spreadsheet is text": Defence(
        {
            "scheduler.render.workbook.annex_xlsx:OPTIONS": {"in_memory": True},
            "xlsxwriter.worksheet:Worksheet.write_string": Worksheet.write,
        },
        "tests/render/workbook/test_workbook.py::test_hostile_titles_are_only_text",
    ),
    "what steers a terminal is not printed": Defence(
        {
            "scheduler.render.terminal.console:printable": as_it_is,
            "scheduler.render.words:_shown": as_it_is,
        },
        "tests/render/terminal/test_console.py::test_complaints_are_red_where_colours_are_forced",
    ),
    "a title adds no line to a calendar or a mail": Defence(
        {"scheduler.render.words:_shown": as_it_is},
        "tests/notices/test_notices.py::test_hostile_titles_are_only_text",
    ),
    "a name stays in the outbox": Defence(
        {
            "scheduler.notices.outbox:place_of": lambda publication, recipient: Path(
                f"Rev.{publication}", recipient.partition(":")[2]
            )
        },
        "tests/store/test_store_outbox.py::test_a_hostile_name_stays_inside_the_outbox",
    ),
    "the chain is checked": Defence(
        {"scheduler.store.integrity:_chain": lambda *_: iter(())},
        "tests/store/test_store_sealed.py::test_whoever_gets_round_the_guards_is_found_out",
    ),
    "a password is not shown": Defence(
        {
            "sqlalchemy:URL.render_as_string": lambda url, hide_password=True: shown(
                url, hide_password=False
            )
        },
        "tests/store/test_store_trouble.py::test_a_store_that_cannot_be_is_said_without_a_password",
    ),
    "a password that was typed is not repeated": Defence(
        {"scheduler.render.terminal.secrets:_masks_of": lambda _: iter(())},
        "tests/render/terminal/test_secrets.py::test_a_password_that_was_typed_is_three_stars",
    ),
    "a page may load nothing": Defence(
        {"scheduler.render.html.annex_html:policy": lambda *_, **__: ""},
        "tests/render/html/test_annex.py"
        "::test_nothing_is_loaded_and_only_the_style_and_script_of_the_page_hold",
    ),
    "a title is no tag of a page": Defence(
        {
            "scheduler.render.html.page_parts:Environment": lambda **options: jinja2.Environment(
                **{**options, "autoescape": False}
            )
        },
        "tests/render/html/test_annex.py::test_markup_in_a_title_is_text",
    ),
}


def take_out(name: str, put: Callable[[Any, str, Any], None]) -> None:
    """Put something else in the place of a defence: ``put(owner, attribute, value)``."""
    for where, instead in DEFENCES[name].replaced.items():
        module, _, path = where.partition(":")
        *owners, attribute = path.split(".")
        owner: Any = import_module(module)
        for step in owners:
            owner = getattr(owner, step)
        assert hasattr(owner, attribute), f"{where} is no longer there"
        put(owner, attribute, instead)
