"""
YAML text -> the events of a parser: where mappings, lists and scalars begin and end.

libyaml reads, in C: a megabyte takes it a tenth of a second, and ruamel two. What libyaml refuses,
ruamel reads once more if that does not take long: it lets the two halves pass in which JSON
escapes a character above U+FFFF, and its complaints are plainer.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from typing import Any, NamedTuple, TypeAlias

from yaml import YAMLError

try:
    from yaml.cyaml import CBaseLoader, CParser
except ImportError:  # PyYAML built where there is no libyaml: slower, and as right
    CParser = None

Event: TypeAlias = Any
"""An event of libyaml or ruamel, which have no types; both call their members by the same names."""
YamlNode: TypeAlias = Any
"""A node of either: ``value``, ``start_mark``, ``end_mark``, ``flow_style`` or ``style``."""
SHORT = 150_000
"""Characters that ruamel reads in a third of a second: five times the largest scenario we have."""
ODD_BREAKS = re.compile("[\x85\u2028\u2029]")
"""Line breaks of YAML 1.1, which libyaml counts as lines."""


class Failure(NamedTuple):
    """
    Why a text is not YAML.

    ``mark``: line and column, from 1; None if the parser does not say.
    """

    problem: str
    mark: tuple[int, int] | None


class NotYamlError(Exception):
    """The text is not YAML: ``failure`` says where."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure


def is_short(text: str) -> bool:
    """Whether ruamel may be asked as well."""
    return len(text) <= SHORT


def quick_events(text: str) -> Iterator[Event] | None:
    """The events as libyaml has them; None where ruamel has to read it. NotYamlError."""
    if CParser is None or (is_short(text) and ODD_BREAKS.search(text)):
        return None
    return _told_of(_of_libyaml(text))


def careful_events(text: str) -> Iterator[Event]:
    """The events as ruamel has them. NotYamlError."""
    from ruamel.yaml import YAML  # takes as long to load as a scenario to read; few need it

    return _told_of(YAML(typ="safe", pure=True).parse(StringIO(text)))


def _of_libyaml(text: str) -> Iterator[Event]:
    parser = CParser(text)
    while parser.check_event():
        yield parser.get_event()


def _told_of(events: Iterator[Event]) -> Iterator[Event]:
    try:
        yield from events
    except Exception as error:  # ruamel lets ValueError, OverflowError, IndexError out as well
        raise NotYamlError(_failure(error)) from None


def _failure(error: Any) -> Failure:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return Failure(f"not valid YAML after this: {error}", None)
    problem = (error.problem or error.context or "unreadable").splitlines()[0]
    place = mark.line + 1, mark.column + 1
    if "'\\t'" in problem:
        return Failure("a tab cannot indent: use spaces", place)
    return Failure(f"not valid YAML: {problem}", place)


def compose(text: str) -> YamlNode:
    """
    The root of the nodes of a text that was read before without a complaint.

    By libyaml too, where that counts lines and characters as ruamel does: of a megabyte, ruamel's
    take four seconds.
    """
    if CParser is not None and not ODD_BREAKS.search(text):
        with suppress(YAMLError, UnicodeError):
            return CBaseLoader(text).get_single_node()
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).compose(StringIO(text))
