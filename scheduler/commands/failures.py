"""What stopped a command, in our words."""

from collections.abc import Sequence

from scheduler.errors import Infeasible, SchedulerError, VerificationError


def word(error: SchedulerError, kept: Sequence[str]) -> str:
    """What stopped a command, in lines; ``kept``: what had been written to by then."""
    if isinstance(error, Infeasible):
        rules = f"\nrules involved: {', '.join(error.rules)}" if error.rules else ""
        return _with_notes(f"infeasible: {error}{rules}", error)
    if isinstance(error, VerificationError):
        return f"{error}\nthis is a bug in rollgrid; {word_kept(kept)}"
    return str(error)


def _with_notes(words: str, error: SchedulerError) -> str:
    return "\n".join([words, *getattr(error, "__notes__", ())])


def word_refusal(error: OSError) -> str:
    """What the operating system refused, of which file."""
    reason = error.strerror or str(error) or type(error).__name__
    return reason if error.filename is None else f"{error.filename}: {reason}"


def word_kept(names: Sequence[str]) -> str:
    """What a command that failed had written to."""
    stored = f"what this command had stored before is kept in {', '.join(names)}"
    return stored if names else "nothing was stored"
