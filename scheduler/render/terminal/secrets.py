"""
Passwords that were typed: three stars stand in their place in whatever is printed.

A word of the command line may be the URL of a store, or be meant as one and stand where a file is
expected: then it comes back in messages, whole, or as the parts of what was taken for a path.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar

from scheduler.render.words import printable

STARS = "***"
IN_A_MESSAGE = re.compile(
    r"(?P<user>(?:\w:/{1,3}|\bpostgres\w*:?/*)[^\s/:@]*):(?!\S*\*\*\*@)[^\s]*@", re.IGNORECASE
)
"""A user and a password in a URL that a message tells, wherever it comes from."""
IN_A_URL = re.compile(
    r"(?:--[\w-]+=)?(?:[\w+.-]*:?/+)?(?P<user>[^:/@]*:)(?P<secret>.*)(?P<end>@)", re.DOTALL
)
"""A user and a password in a word that is meant as a URL; the last @ is that of the host."""
IN_WORDS = re.compile(r"(?P<user>password\s*=\s*)(?P<secret>'[^']*'|[^\s&]+)(?P<end>)", re.I)
MEANT = re.compile(r"(?:--[\w-]+=)?(?:[\w+.-]*:?/|(?:postgres|psql|pgsql)\w*:)", re.IGNORECASE)
"""How a URL begins, or a word that is nearly one: only there may a password have a space."""
NOT_MEANT = re.compile(r"mailto:|[a-z]:[\\/]", re.IGNORECASE)
"""How an address of a mail begins, and a path on a drive of Windows."""

_masks: ContextVar[tuple[tuple[str, str], ...]] = ContextVar("masks", default=())


def hide_passwords_of(words: Iterable[str]) -> None:
    """From now on, nothing that is printed repeats a password of these words."""
    masks = {mask for word in words for mask in _masks_of(word)}
    _masks.set(tuple(sorted(masks, key=lambda mask: -len(mask[0]))))


def hides_any() -> bool:
    """Whether a password was typed."""
    return bool(_masks.get())


def without_passwords(text: str) -> str:
    """The text of a message with three stars for each password."""
    return IN_A_MESSAGE.sub(rf"\g<user>:{STARS}@", without_typed(text))


def without_typed(text: str) -> str:
    """The text of an answer with three stars for each password that was typed."""
    for typed, shown in _masks.get():
        text = text.replace(typed, shown)
    return text


def bytes_without_typed(data: bytes) -> bytes:
    """The same of an answer in bytes; a picture or an archive, which is no text, as it is."""
    if not _masks.get():
        return data
    try:
        return without_typed(data.decode()).encode()
    except UnicodeError:
        return data


def _masks_of(word: str) -> Iterator[tuple[str, str]]:
    """What a message may hold of a word, as it may be written there, and what it shows instead."""
    for match in [IN_A_URL.match(word), *IN_WORDS.finditer(word)]:
        if match is None or not match["secret"] or not _is_meant(word, match["secret"]):
            continue
        paths = {match["secret"], re.sub("/+", "/", match["secret"])}
        for secret in paths:
            for typed, shown in _pieces(match["user"], secret.split("/"), match["end"]):
                for form in (typed, printable(typed), repr(typed)[1:-1], json.dumps(typed)[1:-1]):
                    yield form, shown


def _is_meant(word: str, secret: str) -> bool:
    """Whether it is a password: no address of a mail, no path of a drive, nothing of a sentence."""
    if NOT_MEANT.match(word):
        return False
    return not any(map(str.isspace, secret)) or MEANT.match(word) is not None or secret[0] == "'"


def _pieces(user: str, parts: Sequence[str], end: str) -> Iterator[tuple[str, str]]:
    """The whole, and what is left of it where a path was cut at a slash."""
    yield f"{user}{'/'.join(parts)}{end}", f"{user}{STARS}{end}"
    for cut in range(1, len(parts)):
        head, tail = "/".join(parts[:cut]), "/".join(parts[cut:])
        if head:
            yield f"{user}{head}", f"{user}{STARS}"
        if tail and end:
            yield f"{tail}{end}", f"{STARS}{end}"
