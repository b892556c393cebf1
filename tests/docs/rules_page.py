"""
docs/reference/rules.md, made from the docstrings of the rules, so that it cannot drift.

    python -m tests.docs.rules_page > docs/reference/rules.md

Each rule: what it declares (its level, what it is about), what it says (the type of its statement,
or the verifier's module), its fields, an example, and the mathematics (the module of the model).
"""

import ast
import re
import sys
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from typing import get_args

from pydantic_core import PydanticUndefined

from scheduler.problem import DECLARATIONS, KINDS, LevelCode, Statement
from tests.docs.rules_examples import EXAMPLES

ROOT = Path(__file__).parents[2]
RULES = ROOT / "scheduler" / "model" / "rules"
PAGE = ROOT / "docs" / "reference" / "rules.md"
MODULES = {
    "prefer": "preference",
    "avoid": "preference",
}
"""Where the mathematics of a rule stands, if not in the module of its name."""

HEAD = """\
# The rules, one by one

Made from the docstrings by `python -m tests.docs.rules_page > docs/reference/rules.md`; a test
fails when it is stale. What each rule amounts to, to the minute, is in
[semantics.md](../developers/semantics.md) and
[stated-rules.md](../developers/stated-rules.md); levels, waivers and names in
[scenario.md](scenario.md#rules).

In the formulas i, j are sessions, p, q their parts (sittings), k day slots, r rooms, s starts, e
ends, d minutes; a line marked (hard) is obeyed, one marked (soft, warn) is what a breach comes to.
"""


def page() -> str:
    """The whole page."""
    stated, given = sorted(KINDS), sorted(get_args(LevelCode))
    parts = [
        HEAD,
        "## Stated in `rules`\n",
        *(_entry(code, _of_statement(code)) for code in stated),
        "## Following from the data\n\nNo statement spells these out; `levels` and `waive` change "
        "how strictly they are taken.\n",
        *(_entry(code, _of_verifier(code)) for code in given),
    ]
    return "\n".join(parts)


def _entry(code: str, says: str) -> str:
    lines = [f"### {code}\n", _declared(code), "", says, ""]
    if code in KINDS:
        lines += ["| field | default |", "|---|---|", *_fields(code), ""]
    lines += ["```yaml", EXAMPLES[code].strip("\n"), "```", "", _mathematics(code), ""]
    return "\n".join(lines)


def _declared(code: str) -> str:
    """What the rule says it is, in words."""
    rule = DECLARATIONS[code]
    about = [word for word, yes in (("rooms", rule.about_rooms), ("time", rule.about_time)) if yes]
    reach = {"session": "one session", "pair": "two sessions", "many": "any number of sessions"}
    removal = "may break it" if rule.removal_may_break else "never breaks it"
    return (
        f"Level: {rule.level}, unless said otherwise. "
        f"About {' and '.join(about) or 'neither rooms nor time'}; a breach takes "
        f"{reach[rule.reach]}; to leave a session out {removal}.\n"
        f"Meaning: {section(code)}."
    )


def section(code: str) -> str:
    """The heading under which an item begins with a rule's code, as a link to it."""
    item = re.compile(rf"(^(- |\d+\. |  )|\. )`{code}`[:.,]", re.MULTILINE)
    for page in ("costs.md", "stated-rules.md", "semantics.md"):
        text = (ROOT / "docs" / "developers" / page).read_text(encoding="utf-8")
        for part in reversed(text.split("\n## ")):
            if item.search(part):
                heading = part.partition("\n")[0]
                return f"[{heading}](../developers/{page}#{_anchor(heading)})"
    raise LookupError(code)


def _anchor(heading: str) -> str:
    return re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")


def _of_statement(code: str) -> str:
    return cleandoc(KINDS[code].__doc__ or "").replace("``", "`")


def _of_verifier(code: str) -> str:
    return _docstring(ROOT / "scheduler" / "verifier" / "rules" / f"{code}.py").replace("``", "`")


def _fields(code: str) -> Iterator[str]:
    for name, field in KINDS[code].model_fields.items():
        if name == "rule" or name in Statement.model_fields:
            continue
        needed = field.default is PydanticUndefined and field.default_factory is None
        yield f"| `{name}` | {'required' if needed else _said(field.default)} |"


def _said(default: object) -> str:
    if default is None or default in ((), ""):
        return "none"
    if isinstance(default, bool):
        return "true" if default else "false"
    return ", ".join(map(str, default)) if isinstance(default, tuple) else str(default)


def _mathematics(code: str) -> str:
    """The docstring of the model's module, its formulas as code."""
    text = _docstring(RULES / f"{MODULES.get(code, code)}.py")
    found: list[str] = []
    inside = False
    for line in text.splitlines():
        formula = line.startswith("    ") or (inside and line == "")
        if formula and not inside and line:
            found.append("```")
            inside = True
        elif inside and not formula:
            _close(found)
            inside = False
        found.append(line[4:] if inside else line.replace("``", "`"))
    if inside:
        _close(found)
    return "\n".join(found)


def _close(found: list[str]) -> None:
    """End a block of formulas before the blank lines after it."""
    blank = 0
    while found[-1] == "":
        found.pop()
        blank += 1
    found += ["```", *[""] * blank]


def _docstring(path: Path) -> str:
    """Of a module, without importing it: the model's would load the solver."""
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


if __name__ == "__main__":
    sys.stdout.write(page())
