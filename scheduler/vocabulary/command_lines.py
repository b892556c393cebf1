"""Commands as they are printed for somebody to paste."""

from shlex import quote

STANDARD_INPUT = "<stdin>"
"""What messages call standard input, which a command line calls ``-``."""


def rollgrid(*words: object) -> str:
    """
    The command line of these words, each quoted if a shell would else read it otherwise.

    ``rollgrid("check", Path("my meeting.yaml"))`` is ``rollgrid check 'my meeting.yaml'``.
    """
    return " ".join(["rollgrid", *(_typed(str(word)) for word in words)])


def _typed(word: str) -> str:
    return "-" if word == STANDARD_INPUT else quote(word)
