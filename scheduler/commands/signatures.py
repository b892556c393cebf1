"""
The signatures of commands, for their help.

A command's file imports at its top what the command works with, which takes up to a second (the
solver, the store). Its help needs only the options and the docstring: they are read from the source
here, and nothing else of the file is run.
"""

import ast
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

OPTIONS = (
    "collections.abc",
    "cyclopts",
    "pathlib",
    "scheduler.commands.options",
    "scheduler.render.terminal.answer",
    "scheduler.vocabulary.policies",
    "scheduler.vocabulary.printing",
    "typing",
)
"""The modules that a signature may be made of; they take next to nothing to import."""


def signature_of(command: str) -> Callable[..., Any]:
    """
    A function with the name, signature and docstring of a command, ``"module:function"``.

    When it is called, the command is imported and called.
    """
    module, _, name = command.partition(":")
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(command)
    source = Path(spec.origin).read_text(encoding="utf-8")
    names: dict[str, Any] = {"__name__": module}
    exec(compile(_only_signature(source, name), spec.origin, "exec"), names)

    @wraps(names[name])
    def call(*args: Any, **options: Any) -> Any:
        return getattr(import_module(module), name)(*args, **options)

    return call


def _only_signature(source: str, name: str) -> ast.Module:
    """The function without its body, and what its annotations are made of."""
    start = source.index(f"\ndef {name}(")
    end = source.index('"""', source.index('"""', start) + 3) + 3
    statements = [node for node in ast.parse(source[:end]).body if _is_of_signature(node, name)]
    return ast.Module(statements, [])


def _is_of_signature(node: ast.stmt, name: str) -> bool:
    match node:
        case ast.ImportFrom(module=module):
            return module in OPTIONS
        case ast.Assign(value=ast.Subscript(value=ast.Name(id="Annotated"))):
            return True
        case ast.FunctionDef(name=defined):
            return defined == name
    return False
