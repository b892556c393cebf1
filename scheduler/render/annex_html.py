"""The annex as one self-contained page: no scripts, nothing loaded, fit for screen and paper."""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from scheduler.render.annex import as_of, footnotes, revised, title, unplaced
from scheduler.render.layout import Layout

TEMPLATES = "templates"


def write(layout: Layout) -> bytes:
    """The page in UTF-8. Texts of the planner are escaped; only the style sheet is ours."""
    style = files(__package__).joinpath(TEMPLATES, "annex.css").read_text(encoding="utf-8")
    page = _environment().get_template("annex.html.j2")
    return page.render(
        style=Markup(style),
        policy=_policy(style),
        title=title(layout),
        revised=revised(layout),
        heading=layout.heading if layout.heading != layout.title else None,
        as_of=as_of(layout),
        dated=layout.dated,
        changed=layout.changed,
        pages=layout.pages,
        unplaced=unplaced(layout),
        footnotes=footnotes(layout),
    ).encode()


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader(__package__, TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _policy(style: str) -> str:
    """Nothing may load or run, and no style but the one whose hash this is."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
