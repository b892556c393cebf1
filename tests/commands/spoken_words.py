"""The words of the sentences that the verifier and others make around ids."""

import ast
import re
from pathlib import Path

ROOMS = (
    "explanation",
    "verifier",
    "insight",
    "replanning",
    "timetable",
    "problem/statements",
    "scenario/checks",
)
"""Folders of ``scheduler`` whose sentences name ids."""
PACKAGE = Path(__file__).parents[2] / "scheduler"


def words_of_sentences() -> set[str]:
    """Words of every text in these folders that has a space, but for docstrings; in lower case."""
    words: set[str] = set()
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            if path.name != "wording.py":
                words |= _words_of(ast.parse(path.read_text(encoding="utf-8")))
    return words


def _words_of(tree: ast.Module) -> set[str]:
    said = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    )
    return {w for text in texts if " " in text for w in re.findall(r"[a-z]+", text.lower())}
