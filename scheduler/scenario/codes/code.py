"""The codes of the complaints: stable, one per kind of mistake. S: error; W: warning."""

from textwrap import indent

from scheduler.errors import SchedulerError, did_you_mean
from scheduler.scenario.codes.cautions import CAUTIONS, DEEP
from scheduler.scenario.codes.meaning import MEANING
from scheduler.scenario.codes.unreadable import BESIDE, READING, Code

CODES: dict[str, Code] = {
    code.code: code for code in (*READING, *MEANING, *BESIDE, *CAUTIONS, *DEEP)
}
"""Every code there is, in order."""


class UnknownCodeError(SchedulerError):
    """Nobody asked for this code before: there is none."""


def explain(code: str) -> str:
    """What a code means, with an example of the mistake and its mending; or UnknownCodeError."""
    meant = CODES.get(code.strip().upper())
    if meant is None:
        raise UnknownCodeError(f"there is no code {code!r}{did_you_mean(code, CODES)}")
    examples = (("wrong", meant.wrong), ("right", meant.right))
    parts = [f"{word}:\n{indent(text, '    ')}" for word, text in examples if text]
    return "\n\n".join([f"{meant.code} {meant.title}", meant.explanation, *parts])
