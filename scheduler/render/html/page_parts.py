"""What pages have in common: templates, the files beside them, and what a browser may load."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

BRACKETS = re.compile(r"(?<!\S)\([^()<>&]{1,15}\)(?!\S)")


def text_of(name: str) -> str:
    """A file beside this module."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def environment(room: str = __package__) -> Environment:
    """
    Templates that lie beside the modules of a room, a package of ``scheduler.render``.

    It keeps what it has compiled: a second page costs a tenth of the first.
    """
    made = Environment(
        loader=PackageLoader(room, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["whole"] = whole
    return made


def whole(text: str) -> Markup:
    """The text, escaped; what is short and in brackets goes to the next line as one."""
    spans = BRACKETS.sub(lambda match: f'<span class="whole">{match[0]}</span>', str(escape(text)))
    return Markup(spans)


def policy(style: str, script: str | None = None, *, asks: bool = False) -> str:
    """
    Nothing may load, and no style or script holds but those whose hashes these are.

    ``asks``: the script may ask where the page came from for a newer one.
    """
    sources = ["default-src 'none'", f"style-src 'sha256-{_digest(style)}'"]
    sources += [f"script-src 'sha256-{_digest(script)}'"] if script is not None else []
    sources += ["connect-src 'self'"] if asks else []
    return "; ".join([*sources, "base-uri 'none'", "form-action 'none'"])


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()
