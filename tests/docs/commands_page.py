"""
docs/reference/commands.md, made from the signatures of the commands, so that it cannot drift.

    python -m tests.docs.commands_page > docs/reference/commands.md

What is said of a command besides its help stands in command_notes.md, below its name.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from cyclopts import App, Parameter

import cli
from tests.docs.command_values import CODES, TEXTS, UNITS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "commands.md"
NOTES = Path(__file__).with_name("command_notes.md")
HEAD = """\
# The commands

Made from the commands by `python -m tests.docs.commands_page > docs/reference/commands.md`; a test
fails when it is stale. `rollgrid COMMAND --help` says the same, but for the notes. Standard input,
`--quiet`, `--json`, stores and files that are written: [scripts.md](scripts.md). The exit codes:
[exit-codes.md](exit-codes.md).
"""
DEFAULT = re.compile(
    r"\(default((?: for [^:()]+)?: [^()]*(?:\([^()]*\)[^()]*)*)\)|[Dd]efault: ([^.]*)\."
)


def page() -> str:
    """The whole page."""
    notes = {name: text for names, text in _notes() for name in names}
    parts = [HEAD, _table(), f"## Days, moments, durations\n\n{notes.pop('words')}"]
    for name, app in commands():
        group = name.partition(" ")[0]
        parts += [_command(name, app, notes.pop(name, "") or notes.pop(group, ""))]
    assert not notes, f"notes of no command: {', '.join(notes)}"
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def commands() -> Iterator[tuple[str, App]]:
    """Each command by its words, in the order of the program; those of a group in its place."""
    named = [command.rpartition(":")[2] for command, _ in cli.every_command()]
    app = cli.app_of([*named, *cli.HELP])
    for name in _names(app):
        inner = _names(app[name])
        if inner:
            yield from ((f"{name} {other}", app[name][other]) for other in inner)
        else:
            yield name, app[name]


NO_EMPTY_FORMS = Parameter(negative_iterable=())
"""As ``cli.app_of`` has it for all commands: no option is called --empty-room."""


def arguments_of(app: App) -> list[Any]:
    """The arguments and options of a command, as its help shows them."""
    return [
        argument
        for argument in app.assemble_argument_collection(default_parameter=NO_EMPTY_FORMS)
        if argument.parse and argument.names != ("*",)
    ]


def _names(app: App) -> list[str]:
    return [name for name in app if not name.startswith("-")]


def _notes() -> Iterator[tuple[list[str], str]]:
    """The notes of each heading, with the commands that it names."""
    for part in NOTES.read_text(encoding="utf-8").split("\n## ")[1:]:
        names, _, text = part.partition("\n")
        first, *others = names.split(", ")
        yield [first], text.strip("\n")
        yield from (([other], f"See [{first}](#{_anchor(first)}).") for other in others)


def _table() -> str:
    rows = [f"| [{name}](#{_anchor(name)}) | {_summary(app)} |" for name, app in commands()]
    return "\n".join(["| command | what it does |", "|---|---|", *rows])


def _anchor(name: str) -> str:
    return f"rollgrid-{name.replace(' ', '-')}"


def _summary(app: App) -> str:
    return _paragraphs(app)[0]


def _paragraphs(app: App) -> list[str]:
    text = (app.help or "").strip()
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


def _command(name: str, app: App, notes: str) -> str:
    arguments = arguments_of(app)
    words = [_word(argument) for argument in arguments if argument.field_info.is_positional]
    codes = ", ".join(map(str, sorted({*CODES[name]})))
    example = (app.help_epilogue or "").removeprefix("Example: ")
    lines = [
        f"## rollgrid {name}",
        "",
        "\n\n".join(_paragraphs(app)),
        "",
        "```",
        " ".join(["rollgrid", name, *words, "[OPTIONS]"]),
        example,
        "```",
        "",
        f"[Exit codes](exit-codes.md): {codes}.",
        "",
        "| argument or option | value | default | meaning |",
        "|---|---|---|---|",
        *map(_row, arguments),
    ]
    return "\n".join([*lines, "", notes] if notes else lines)


def _word(argument: Any) -> str:
    name = str(argument.name).lstrip("-").upper()
    if argument.field_info.kind is argument.field_info.VAR_POSITIONAL:
        return f"{name}..." if argument.required else f"[{name}...]"
    return name if argument.required else f"[{name}]"


def _row(argument: Any) -> str:
    is_word = argument.field_info.is_positional
    name = _word(argument).strip("[]") if is_word else ", ".join(argument.names)
    cells = (f"`{name}`", _value(argument), default_of(argument), _cell(_meaning(argument)))
    return f"| {' | '.join(cells)} |"


def _meaning(argument: Any) -> str:
    """The help without its default, which has a column of its own."""
    text = " ".join(DEFAULT.sub("", argument.parameter.help or "").split())
    text = re.sub(r" ([.;,)])", r"\1", text).strip()
    text = text.removesuffix(" Repeatable.")
    return text if text.endswith((".", "?")) else f"{text}."


def default_of(argument: Any) -> str:
    """What holds where it is not given."""
    if argument.required:
        return "required"
    said = DEFAULT.search(argument.parameter.help or "")
    if said is not None:
        return _cell((said[1] or said[2]).strip(": "))
    value = argument.field_info.default
    if value is argument.field_info.empty or value in (None, "", (), []):
        return "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _value(argument: Any) -> str:
    """What is written after the name: choices, a number of something, a text of some kind."""
    if is_number(argument):
        return UNITS[str(argument.name)]
    kinds = [*_kinds(argument.hint)]
    many = (
        ", repeatable" if is_repeatable(argument) and not argument.field_info.is_positional else ""
    )
    choices = [
        str(word) for kind in kinds if get_origin(kind) is Literal for word in get_args(kind)
    ]
    if choices:
        return " \\| ".join(f"`{word}`" for word in choices) + many
    if bool in kinds:
        return "flag"
    if Path in kinds:
        return f"FILE{many}" if "--folder" not in argument.names else "FOLDER"
    name = str(argument.name)
    return TEXTS.get(name, name.lstrip("-").upper().replace("-", " ")) + many


def is_number(argument: Any) -> bool:
    return not {int, float}.isdisjoint(_kinds(argument.hint))


def is_repeatable(argument: Any) -> bool:
    return any(
        get_origin(part) in (list, tuple) for part in [argument.hint, *get_args(argument.hint)]
    )


def _kinds(hint: Any) -> Iterator[Any]:
    """The types that a value may have."""
    origin = get_origin(hint)
    if origin is Literal or not get_args(hint):
        yield hint
        return
    if origin in (list, tuple, Union) or origin is type(int | None):
        for part in get_args(hint):
            yield from _kinds(part)
        return
    yield from _kinds(get_args(hint)[0])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(page())
