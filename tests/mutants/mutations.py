"""Small changes to a source file, each of which should break some test."""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
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
UNCHANGED = {"annotation", "returns", "decorator_list", "bases", "type_params"}
"""Fields of the syntax tree that say nothing of what is computed."""
NO_MATTER = {"strict", "repr", "include_url", "ensure_ascii"}
"""Keywords that change no answer as long as the program is right, or only how an error reads."""


@dataclass(frozen=True, order=True)
class Mutation:
    """
    One change of a file of the program.

    Attributes
    ----------
    path
        Of the file, from the root of the project.
    line, last
        The lines of the statement that is changed, from 1; of a compound one those of its head,
        of the head of a function those of the whole function.
    start, end
        What is replaced, in characters of the file.
    kind
        What sort of change it is; samples are drawn evenly from the sorts.
    before, after
        The text replaced, and what stands there instead.
    id
        The same as long as neither the lines that are changed nor equal ones in the file change.
    """

    path: str
    line: int
    last: int
    start: int
    end: int
    kind: str
    before: str
    after: str
    id: str

    def applied(self, source: str) -> str:
        return source[: self.start] + self.after + source[self.end :]


def mutations_of(path: Path, root: Path = ROOT) -> list[Mutation]:
    """
    All changes of a file, in order.

    None in annotations, docstrings, messages and imports, and none that only a wrong program or
    a clock would notice: names of types, measures of effort, seeds, parameters of the solver.
    """
    source = path.read_text(encoding="utf-8")
    lines, offsets = source.splitlines(), _offsets(source)
    name = path.relative_to(root).as_posix()
    found: list[Mutation] = []
    often = Counter[str]()
    for (first, last), node, kind, after in _changes(ast.parse(source), "/search/" in f"/{name}"):
        start = _position(source, offsets, node.lineno, node.col_offset)
        end = _position(source, offsets, node.end_lineno or 0, node.end_col_offset or 0)
        before = source[start:end]
        text = " ".join(line.strip() for line in lines[first - 1 : last])
        id = f"{name} {kind} {before} {after} {text}"
        often[id] += 1
        id = sha256(f"{id} {often[id]}".encode()).hexdigest()[:12]
        found.append(Mutation(name, first, last, start, end, kind, before, after, id))
    return sorted(found)


@cache
def all_mutations(root: Path = ROOT) -> list[Mutation]:
    """All changes of the files of the rooms that are tried."""
    return [
        mutation
        for room in ROOMS
        for path in sorted((root / "scheduler" / room).rglob("*.py"))
        for mutation in mutations_of(path, root)
    ]


def sample(count: int, seed: int, among: str = "", root: Path = ROOT) -> list[Mutation]:
    """
    So many changes, as evenly as can be from each room and sort; the same for the same seed.

    ``among`` is a part of the paths of the files that are drawn from.

    They come in an order that depends on each change alone: where the program is altered in
    one place, the changes of all other places stay in the sample.
    """
    strata: dict[tuple[str, str], list[Mutation]] = {}
    for mutation in sorted(all_mutations(root), key=lambda m: _drawn(m, seed), reverse=True):
        if among in mutation.path:
            strata.setdefault((mutation.path.split("/")[1], mutation.kind), []).append(mutation)
    chosen: list[Mutation] = []
    while len(chosen) < count and any(strata.values()):
        for key in sorted(strata):
            if strata[key] and len(chosen) < count:
                chosen.append(strata[key].pop())
    return chosen


def _drawn(mutation: Mutation, seed: int) -> str:
    return sha256(f"{seed} {mutation.id}".encode()).hexdigest()


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


Span = tuple[int, int]


def _changes(
    tree: ast.Module, search: bool
) -> Iterator[tuple[Span, ast.expr | ast.stmt, str, str]]:
    """The lines of the statement, what is replaced, the sort of change, the text instead."""
    for statement in ast.walk(tree):
        if not isinstance(statement, ast.stmt | ast.match_case | ast.ExceptHandler):
            continue
        if isinstance(statement, ast.stmt) and _without_effect(statement, search, tree):
            continue
        span = _span(statement)
        if isinstance(statement, ast.Expr) and not isinstance(statement.value, ast.Constant):
            yield span, statement, "statement", "pass"
        for node in _mutable(statement):
            for kind, other in _others(node):
                yield span, node, kind, f"({ast.unparse(other)})"
        for test in _tests(statement):
            yield span, test, "condition", f"(not ({ast.unparse(test)}))"


def _span(node: ast.stmt | ast.match_case | ast.ExceptHandler) -> Span:
    """The lines of a statement; of one that holds others, the lines before these."""
    if isinstance(node, ast.match_case):
        return node.pattern.lineno, max(node.pattern.lineno, node.body[0].lineno - 1)
    first, last = node.lineno, node.end_lineno or node.lineno
    if isinstance(node, ast.FunctionDef):  # the head runs once, on import
        return first, last
    if isinstance(node, ast.Match):
        return first, node.cases[0].pattern.lineno - 1
    body: list[ast.stmt] = getattr(node, "body", [])
    return first, max(first, body[0].lineno - 1) if body else last


def _without_effect(statement: ast.stmt, search: bool, tree: ast.Module) -> bool:
    """Imports, what mypy and errors need, parameters of the solver, measures of effort."""
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.Assert() | ast.Raise():
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Attribute(value=ast.Attribute(attr="parameters"))]):
            return True
        case ast.Assign(targets=[target]) if statement in tree.body:
            names = [node.id for node in ast.walk(target) if isinstance(node, ast.Name)]
            alias = isinstance(statement.value, ast.BinOp | ast.Subscript)
            return (search and all(map(str.isupper, names))) or (
                alias and not any(map(str.isupper, names))
            )
    return False


def _mutable(statement: ast.AST) -> Iterator[ast.expr]:
    """The expressions of a statement, not those of statements in it."""
    for field, value in ast.iter_fields(statement):
        if field not in UNCHANGED:
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _no_matter(statement, child):
                    if isinstance(child, ast.expr):
                        yield child
                    yield from _mutable(child)


def _no_matter(parent: ast.AST, child: ast.AST) -> bool:
    """Other statements, texts, types that are asked for, seeds, keywords without a meaning."""
    if isinstance(child, ast.stmt | ast.match_case | ast.ExceptHandler | ast.JoinedStr):
        return True
    match parent:
        case ast.keyword(arg=str(arg)):
            return arg in NO_MATTER
        case ast.Call(func=ast.Name(id="isinstance" | "issubclass"), args=[_, types]):
            return child is types
        case ast.Call(func=ast.Attribute(attr="randrange" | "choices" | "getrandbits")):
            return True
    return isinstance(child, ast.IfExp) and all(map(_is_text, (child.body, child.orelse)))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _tests(statement: ast.AST) -> Iterator[ast.expr]:
    """What is asked by ``if`` in a statement, where it is a name, a call or the like."""
    asked = [statement.test] if isinstance(statement, ast.If) else []
    for node in _mutable(statement):
        if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            asked += [test for part in node.generators for test in part.ifs]
    for test in asked:
        if isinstance(test, ast.Name | ast.Attribute | ast.Call | ast.Subscript):
            yield test


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
