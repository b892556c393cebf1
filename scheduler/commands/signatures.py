"""
The signatures of commands, for their help and for the words of a command line.

A command's file imports at its top what the command works with, which takes up to a second (the
solver, the store). Its help, and judging what was typed, need only the options and the docstring:
they are read from the source here, and nothing else of the file is run before the command is.
"""

import ast
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from importlib import import_module
from importlib.util import find_spec
from inspect import cleandoc
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

OPTIONS = (
    "collections.abc",
    "cyclopts",
    "pathlib",
    "scheduler.commands",
    "scheduler.commands.arguments",
    "scheduler.commands.options.against",
    "scheduler.commands.options.annex",
    "scheduler.commands.options.chances",
    "scheduler.commands.options.first",
    "scheduler.commands.options.hand",
    "scheduler.commands.options.reporting",
    "scheduler.commands.options.screen",
    "scheduler.commands.options.search",
    "scheduler.commands.options.store",
    "scheduler.commands.options.sweeping",
    "scheduler.commands.options.values",
    "scheduler.render.terminal.answer",
    "scheduler.vocabulary.policies",
    "scheduler.vocabulary.printing",
    "typing",
)
"""The modules that a signature may be made of; they take next to nothing to import."""


Quiet = Annotated[
    bool,
    Parameter(name="--quiet", negative=(), help="Print only the answer and errors."),
]
"""The option that every command has."""
QUIET, JSON = "_Quiet", "_Json"
"""What the options that are read for all commands at once are called in a signature."""
DOCUMENTS = (
    "scheduler.commands.export.export:export",
    "scheduler.commands.imports.registrations:registrations",
    "scheduler.commands.imports.side_events:side_events",
    "scheduler.commands.store.archive:export",
    "scheduler.commands.store.archive:restore",
)
"""Commands that write a document: their JSON is made where it is printed."""


def signature_of(command: str) -> Callable[..., Any]:
    """
    A function with the name, signature and docstring of a command, ``"module:function"``.

    When it is called, the command is imported and called.
    """
    module, name, head = _head_of(command)
    names: dict[str, Any] = {"__name__": module, QUIET: Quiet}
    added = {"quiet": QUIET}
    if command in DOCUMENTS:
        from scheduler.commands.options.values import Json  # most help is shown without it

        names[JSON] = Json
        added = {"json": JSON, **added}
    exec(compile(_only_signature(head, name, added), module, "exec"), names)
    caller = _caller(command, added)
    command_function = wraps(names[name])(caller)
    command_function.__doc__ = _unwrapped(names[name].__doc__ or "")
    return command_function


def summary_of(command: str) -> Callable[..., Any]:
    """The same without a signature: all that a list of commands needs, at a tenth of the cost."""
    _, name, head = _head_of(command)
    summary = _caller(command)
    summary.__name__ = name
    summary.__doc__ = _unwrapped(head.split('"""')[-2])
    return summary


def _unwrapped(text: str) -> str:
    """Each paragraph on a line of its own, which help breaks where the terminal ends."""
    paragraphs = cleandoc(text).split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _caller(command: str, added: Iterable[str] = ()) -> Callable[..., Any]:
    """Calls the command, without the options that ``main`` has seen to."""

    def call(*args: Any, **options: Any) -> Any:
        for name in added:
            options.pop(name, None)
        module, _, name = command.partition(":")
        return getattr(import_module(module), name)(*args, **options)

    return call


def _head_of(command: str) -> tuple[str, str, str]:
    """Its module, its name, and the source of its file as far as its docstring goes."""
    module, _, name = command.partition(":")
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(command)
    source = Path(spec.origin).read_text(encoding="utf-8")
    start = source.index(f"\ndef {name}(")
    end = source.index('"""', source.index('"""', start) + 3) + 3
    return module, name, source[:end]


def _only_signature(head: str, name: str, added: Mapping[str, str]) -> ast.Module:
    """The function without its body, what its annotations are made of, and options of our own."""
    nodes = [node for node in ast.parse(head).body if _is_of_signature(node, name)]
    for node in nodes:
        if isinstance(node, ast.FunctionDef):
            node.args.kwonlyargs += [ast.arg(o, ast.Name(a, ast.Load())) for o, a in added.items()]
            node.args.kw_defaults += [ast.Constant(False)] * len(added)
    return ast.fix_missing_locations(ast.Module(nodes, []))


def _is_of_signature(node: ast.stmt, name: str) -> bool:
    match node:
        case ast.ImportFrom(module=module):
            return module in OPTIONS
        case ast.Assign(value=ast.Subscript(value=ast.Name(id="Annotated"))):
            return True
        case ast.FunctionDef(name=defined):
            return defined == name
    return False
