"""The codes of the complaints: stable, one per kind of mistake. S: error; W: warning."""

from scheduler.errors import SchedulerError, did_you_mean
from scheduler.scenario.codes.beside import BESIDE
from scheduler.scenario.codes.cautions import CAUTIONS
from scheduler.scenario.codes.deep import DEEP
from scheduler.scenario.codes.meaning import MEANING
from scheduler.scenario.codes.reading import READING, Code

CODES: dict[str, Code] = {
    code.code: code for code in (*READING, *MEANING, *BESIDE, *CAUTIONS, *DEEP)
}
"""Every code there is, in order."""


class UnknownCodeError(SchedulerError):
    """Nobody asked for this code before: there is none."""


def explain(code: str) -> str:
    """
    What a code means, with an example of the mistake and of its mending.

    Raises
    ------
    UnknownCodeError
        There is no such code.
    """
    found = CODES.get(code.strip().upper())
    if found is None:
        raise UnknownCodeError(f"there is no code {code!r}{did_you_mean(code, CODES)}")
    parts = [f"{found.code} {found.title}", found.explanation]
    parts += [
        f"{word}:\n{_indented(text)}"
        for word, text in (("wrong", found.wrong), ("right", found.right))
        if text
    ]
    return "\n\n".join(parts)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
