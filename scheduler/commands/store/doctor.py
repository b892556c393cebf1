"""doctor: the state of the store, and of the optional parts of the program."""

import shutil
import subprocess
from importlib.util import find_spec

from scheduler.commands.inputs.store_location import locate_store
from scheduler.commands.options.store import StoreOption
from scheduler.commands.options.values import Json
from scheduler.commands.store.soundness import published_revisions
from scheduler.errors import UsageError
from scheduler.render.terminal.answer import BAD, GOOD, NO, OK, WEAK, Answer, Line, to_json
from scheduler.render.words import printable
from scheduler.store import Finding
from scheduler.store import doctor as examine

PARTS = (
    ("docx", "Word annexes", "python-docx"),
    ("typst", "PDF annexes", "typst"),
    ("psycopg", "a store on PostgreSQL", "rollgrid[postgres]"),
)
"""Module, what it is for, what to install."""
STYLES = {"ok": GOOD, "warning": WEAK, "error": BAD}


def doctor(*, json: Json = False, where: StoreOption = StoreOption()) -> Answer:
    """Check the store and which optional parts are installed."""
    try:
        location = locate_store(where.store)
        findings = [*examine(location)]
        if not any(one.level == "error" for one in findings):
            findings += published_revisions(location)
    except UsageError as error:
        if where.store is not None:
            raise
        findings = [Finding("ok", "store", str(error))]
    findings += [*_parts(), _fonts()]
    code = NO if any(one.level == "error" for one in findings) else OK
    if json:
        content = [{"level": f.level, "topic": f.topic, "sentence": f.sentence} for f in findings]
        return Answer(code, to_json({"findings": content}))
    wide = max(len(f.topic) for f in findings)
    return Answer(code, [_line(one, wide) for one in findings])


def _line(finding: Finding, wide: int) -> Line:
    head = f"  {finding.level:<7}  {finding.topic:<{wide}}  "
    return Line(f"{head}{printable(finding.sentence)}", STYLES[finding.level], hang=len(head))


def _parts() -> list[Finding]:
    return [
        Finding("ok", "part", f"{what}: {module} is installed")
        if find_spec(module) is not None
        else Finding("warning", "part", f"{what}: not available; install {package}")
        for module, what, package in PARTS
    ]


def _fonts() -> Finding:
    """Word and HTML annexes name fonts that another computer brings; this one is asked too."""
    tool = shutil.which("fc-match")
    if tool is None:
        return Finding(
            "ok", "fonts", "cannot check which fonts are installed (fc-match is missing)"
        )
    done = subprocess.run(
        [tool, "--format=%{family}", "Arial"], capture_output=True, text=True, check=False
    )
    family = done.stdout.split(",")[0]
    alike = ("Arial", "Liberation Sans", "Arimo", "Helvetica")
    if any(family.startswith(name) for name in alike):
        return Finding("ok", "fonts", f"annexes in Arial are shown here in {family}")
    shown = f"in {family}" if family else "in an unknown font"
    return Finding(
        "warning", "fonts", f"annexes in Arial are shown here {shown}; line breaks may differ"
    )
