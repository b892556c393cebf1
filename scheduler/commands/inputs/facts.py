"""Facts that a command line gives: as words, or in standard input, one a line."""

from collections.abc import Iterator, Sequence

from scheduler.errors import UsageError
from scheduler.files import is_standard_input, read_standard_input

LARGEST = 1_000_000
"""Bytes; ten thousand facts."""


def facts_given(words: Sequence[str] | None) -> list[str]:
    """The facts of ``--fact``; ``-`` stands for those that standard input lists."""
    return [fact for word in words or () for fact in _facts_of(word)]


def facts_piped() -> Iterator[tuple[int, str]]:
    """
    The facts of standard input with the numbers of their lines.

    A line is a fact in the words of ``rollgrid report``; empty ones and those that begin with # are
    left out. UsageError if it is no text, or too large.
    """
    data = read_standard_input(LARGEST)
    if len(data) > LARGEST:
        raise UsageError(f"standard input: too long for facts (at most {LARGEST:,} bytes)")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(f"standard input, line {line}: not UTF-8 text") from None
    for number, row in enumerate(text.splitlines(), 1):
        fact = " ".join(row.split())
        if fact and not fact.startswith("#"):
            yield number, fact


def _facts_of(word: str) -> Iterator[str]:
    if is_standard_input(word):
        yield from (fact for _, fact in facts_piped())
    else:
        yield word
