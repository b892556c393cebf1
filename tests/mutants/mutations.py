"""Small changes to a source file, each of which should break some test."""

import ast
import random
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("verifier", "model", "replanning", "search")
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, order=True)
class Mutation:
    """
    One change of a file of the program.

    Attributes
    ----------
    path
        Of the file, from the root of the project.
    line
        The first line of what is replaced, from 1.
    start, end
        What is replaced, in characters of the file.
    kind
        What sort of change it is; samples are drawn evenly from the sorts.
    before, after
        The text replaced, and what stands there instead.
    """

    path: str
    line: int
    start: int
    end: int
    kind: str
    before: str
    after: str

    @property
    def id(self) -> str:
        return f"{self.path}:{self.start}:{self.end}:{self.after}"

    def applied(self, source: str) -> str:
        return source[: self.start] + self.after + source[self.end :]


def mutations_of(path: Path, root: Path = ROOT) -> list[Mutation]:
    """All changes of a file, in order; none in annotations, docstrings, f-strings and imports."""
    source = path.read_text(encoding="utf-8")
    offsets = _offsets(source)
    name = path.relative_to(root).as_posix()
    seen: dict[tuple[int, int, str], Mutation] = {}
    for node, kind, after in _changes(ast.parse(source)):
        start = _position(source, offsets, node.lineno, node.col_offset)
        end = _position(source, offsets, node.end_lineno or 0, node.end_col_offset or 0)
        before = source[start:end]
        seen[start, end, after] = Mutation(name, node.lineno, start, end, kind, before, after)
    return sorted(seen.values())


def sample(count: int, seed: int, root: Path = ROOT) -> list[Mutation]:
    """So many changes, as evenly as can be from each room and sort; the same for the same seed."""
    strata: dict[tuple[str, str], list[Mutation]] = {}
    for room in ROOMS:
        for path in sorted((root / "scheduler" / room).rglob("*.py")):
            for mutation in mutations_of(path, root):
                strata.setdefault((room, mutation.kind), []).append(mutation)
    dice = random.Random(seed)
    for stratum in strata.values():
        dice.shuffle(stratum)
    chosen: list[Mutation] = []
    while len(chosen) < count and any(strata.values()):
        for key in sorted(strata):
            if strata[key] and len(chosen) < count:
                chosen.append(strata[key].pop())
    return chosen


def _offsets(source: str) -> Sequence[int]:
    """Where each line begins, in characters."""
    offsets = [0]
    for line in source.splitlines(keepends=True):
        offsets.append(offsets[-1] + len(line))
    return offsets


def _position(source: str, offsets: Sequence[int], line: int, column: int) -> int:
    """In characters of the file; the syntax tree counts columns in bytes."""
    text = source[offsets[line - 1] : offsets[line]]
    return offsets[line - 1] + len(text.encode()[:column].decode())


def _changes(tree: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, str, str]]:
    """What is replaced, the sort of change, and the text that replaces it."""
    for node in _mutable(tree):
        if isinstance(node, ast.stmt):
            if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant):
                yield node, "statement", "pass"
            continue
        for kind, other in _others(node):
            yield node, kind, f"({ast.unparse(other)})"


def _mutable(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "bases", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.JoinedStr | ast.Import | ast.ImportFrom | ast.Assert):
                continue
            if isinstance(child, ast.expr | ast.stmt):
                yield child
            if isinstance(child, ast.AST):
                yield from _mutable(child)


def _others(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """The same expression with one thing changed, each with the sort of change."""
    match node:
        case ast.Compare(ops=ops):
            for n, op in enumerate(ops):
                other = deepcopy(node)
                other.ops[n] = COMPARISONS[type(op)]()
                yield "comparison", other
        case ast.BoolOp(op=op):
            opposite = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield "connective", ast.BoolOp(opposite, node.values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "negation", operand
        case ast.BinOp(op=op) if type(op) in ARITHMETIC:
            yield "arithmetic", ast.BinOp(node.left, ARITHMETIC[type(op)](), node.right)
        case ast.Constant(value=bool(value)):
            yield "constant", ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield "constant", ast.Constant(value + 1)
        case ast.IfExp(test=test):
            yield "condition", ast.IfExp(ast.UnaryOp(ast.Not(), test), node.body, node.orelse)
        case ast.Call(func=ast.Name(id=name)) if name in OPPOSITES:
            yield "opposite", ast.Call(ast.Name(OPPOSITES[name]), node.args, node.keywords)
