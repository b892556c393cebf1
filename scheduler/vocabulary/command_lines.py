"""Commands as they are printed for somebody to paste."""

from shlex import quote


def rollgrid(*words: object) -> str:
    """
    The command line of these words, each quoted if a shell would else read it otherwise.

    ``rollgrid("check", Path("my meeting.yaml"))`` is ``rollgrid check 'my meeting.yaml'``.
    """
    return " ".join(["rollgrid", *(quote(str(word)) for word in words)])
