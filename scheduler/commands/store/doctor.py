"""The doctor: the store, and the parts of the program that one may do without."""

from importlib.util import find_spec

from scheduler.commands.inputs.stores import located
from scheduler.commands.options import UsageError
from scheduler.render.reports.envelope import to_json
from scheduler.render.reports.replan_report import BAD, GOOD, WEAK
from scheduler.render.terminal.answer import NO, OK, Answer, Line
from scheduler.render.words.words import printable
from scheduler.store import Finding, doctor

PARTS = (
    ("docx", "Word annexes", "python-docx"),
    ("typst", "PDF annexes", "typst"),
    ("psycopg", "a store on PostgreSQL", "rollgrid[postgres]"),
)
"""Module, what it is for, what to install."""
STYLES = {"ok": GOOD, "warning": WEAK, "error": BAD}


def examined(where: str | None, *, as_json: bool) -> Answer:
    """What is well and what is not, a line each; exit 1 if anything is wrong."""
    try:
        found = [*doctor(located(where))]
    except UsageError as error:
        if where is not None:
            raise
        found = [Finding("ok", "store", str(error))]
    found += [*_parts(), _fonts()]
    code = NO if any(one.level == "error" for one in found) else OK
    if as_json:
        told = [{"level": f.level, "topic": f.topic, "sentence": f.sentence} for f in found]
        return Answer(code, to_json({"findings": told}))
    return Answer(code, [_line(one, max(len(f.topic) for f in found)) for one in found])


def _line(found: Finding, wide: int) -> Line:
    words = f"  {found.level:<7}  {found.topic:<{wide}}  {printable(found.sentence)}"
    return Line(words, STYLES[found.level])


def _parts() -> list[Finding]:
    return [
        Finding("ok", "part", f"{what}: {module} is installed")
        if find_spec(module) is not None
        else Finding("warning", "part", f"{what}: not possible, install {package}")
        for module, what, package in PARTS
    ]


def _fonts() -> Finding:
    """Word and HTML annexes name fonts that another computer brings; this one is asked too."""
    import shutil
    import subprocess

    tool = shutil.which("fc-match")
    if tool is None:
        return Finding("ok", "fonts", "which fonts are installed cannot be told (no fc-match)")
    done = subprocess.run(
        [tool, "--format=%{family}", "Arial"], capture_output=True, text=True, check=False
    )
    family = done.stdout.split(",")[0]
    alike = ("Arial", "Liberation Sans", "Arimo", "Helvetica")
    if any(family.startswith(name) for name in alike):
        return Finding("ok", "fonts", f"annexes in Arial are shown here in {family}")
    shown = f"in {family}" if family else "in no font that is known"
    return Finding("warning", "fonts", f"annexes in Arial are shown here {shown}: other widths")
