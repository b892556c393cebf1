"""What is wrong with a command line, in our words instead of the parser's."""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any, Literal, Union, get_args, get_origin

from cyclopts import CycloptsError
from cyclopts.exceptions import (
    CoercionError,
    MissingArgumentError,
    RepeatArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
    ValidationError,
)

from scheduler.errors import UsageError, did_you_mean, nearest
from scheduler.render.terminal.secrets import without_passwords
from scheduler.vocabulary.command_lines import STANDARD_INPUT, rollgrid

QUIET = "--quiet"
NOW, MOMENT = "--now", "--at"
CLOCK = re.compile(r"\d{1,2}:\d{2}")
"""What no name of a revision has, nor of a file that somebody made on purpose."""
SHOWN = 60
"""Characters of a word that are repeated."""
KINDS = {int: "a whole number", float: "a number", bool: "no value, or yes or no"}


def as_meant(words: Sequence[str]) -> list[str]:
    """
    The words as the parser reads them.

    ``-`` stands for standard input, and is no option; ``--quiet`` may stand before the command.
    ``risk --now`` may have a moment behind it.
    """
    first = 1 if words[:1] == [QUIET] and len(words) > 1 else 0
    meant = [_as_meant(word) for word in words[first:]]
    return _with_moment(meant) if meant[:1] == ["risk"] else meant


def _with_moment(words: Sequence[str]) -> list[str]:
    """Words of a command of which ``--now`` is a flag, with its moment as the value of ``--at``."""
    made: list[str] = []
    for word, after in zip_longest(words, words[1:], fillvalue=""):
        name, sign, value = word.partition("=")
        has_moment = name == NOW and CLOCK.search(value if sign else after) is not None
        made.append(f"{MOMENT}{sign}{value}" if has_moment else word)
    return made


def _as_meant(word: str) -> str:
    name, sign, value = word.partition("=")
    if word == "-":
        return STANDARD_INPUT
    return f"{name}={STANDARD_INPUT}" if sign and value == "-" and word[:2] == "--" else word


def shown_default(value: object) -> object:
    """What help shows as a default: nothing for a flag or an empty text, 60 for 60.0."""
    if value is False or value == "":
        return None
    return f"{value:g}" if isinstance(value, float) else value


def refuse_two_inputs(words: Sequence[str]) -> None:
    """UsageError if standard input is to be read as two files."""
    given = [word for word in words if word.rpartition("=")[2] == STANDARD_INPUT]
    if len(given) > 1:
        times = f"- is given {len(given)} times"
        raise UsageError(f"{times}: standard input can be read only once; give files for the rest")


def refuse_unspeakable(words: Sequence[str]) -> None:
    """UsageError for a word that no shell can pass on: a program may, and no file is named so."""
    for n, word in enumerate(words, start=1):
        if "\0" in word:
            raise UsageError(f"word {n} has a character that ends texts (\\x00): leave it out")
        try:
            word.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError as error:
            half = ascii(error.object[error.start])[1:-1]
            raise UsageError(f"word {n} has half a character ({half}): write it whole") from None


def refuse_empty(words: Sequence[str]) -> None:
    """UsageError if a word has no letter: no session, room, day, revision or file is called so."""
    for number, word in enumerate(words):
        option, sign, value = word.partition("=")
        if not word.strip():
            option = words[number - 1] if number else ""
        elif not (sign and option.startswith("--") and not value.strip()):
            continue
        if option == "--reason":
            continue  # that a reason is needed is said by what needs it
        empty = f"{option} ''" if option.startswith("--") else "an empty word ('')"
        raise UsageError(f"{empty} names nothing: leave it out, or write what is meant")


def explain(error: CycloptsError) -> str:
    """One line that says what is wrong, and what is expected instead."""
    match error:
        case UnknownOptionError():
            return _unknown_option(error)
        case UnknownCommandError():
            return _unknown_command(error)
        case UnusedCliTokensError():
            extra = ", ".join(_quoted(word) for word in error.unused_tokens or ())
            return f"unexpected words after {_command(error)}: {extra}"
        case MissingArgumentError():
            return _missing(error)
        case RepeatArgumentError():
            return f"{error.token.keyword} is given twice"
        case CoercionError():
            return _not_meant(error)
        case ValidationError() if error.argument is not None and error.exception_message:
            return f"{_given(error)}: {error.exception_message}"
    return str(error)


FIRST = {
    "concede": "concede",
    "explain": "explain",
    "solve": "solve",
    "sweep": "solve",
    "export": None,
    "revert": None,
    "lock": None,
    "move": None,
    "split": None,
    "suggest": None,
    "swap": None,
    "unlock": None,
    "unpin": None,
    "why": None,
}
"""Commands that need a scenario as their first word, and what to do with it; None: a store."""


def next_step(error: CycloptsError) -> str:
    """What to do first, or where to look what there is."""
    command = (error.command_chain or ("",))[0]
    if isinstance(error, MissingArgumentError) and command in FIRST:
        from scheduler.commands.inputs import here  # only where something is missing

        first, scenarios = FIRST[command], here.scenarios_here()
        if first is not None or not scenarios:
            return f"{here.first_step(first or '')}\n{_help_of(error)}"
    return _help_of(error)


def _help_of(error: CycloptsError) -> str:
    command = rollgrid(*(error.command_chain or ()))
    if isinstance(error, UnknownCommandError) or not error.command_chain:
        return f"{command} --help lists the commands"
    return f"{command} --help lists its options, with an example"


def _command(error: CycloptsError) -> str:
    return " ".join(["rollgrid", *(error.command_chain or ())])


def _quoted(word: str) -> str:
    word = without_passwords(word)
    return repr(word if len(word) <= SHOWN else f"{word[:SHOWN]}...")


def _cut(word: str) -> str:
    """As much of a word as is repeated, without a password: cut first, it would not be found."""
    return without_passwords(word)[:SHOWN]


def _unknown_option(error: UnknownOptionError) -> str:
    option = (error.token.keyword or error.token.value).partition("=")[0]
    options = (argument for argument in error.argument_collection if argument.parse)
    names = [name for argument in options for name in argument.names]
    near = nearest(option, names)
    hint = "" if near is None else f" - did you mean {near}?"
    return f"unknown option {_cut(option)}{hint}"


def _unknown_command(error: UnknownCommandError) -> str:
    word = (error.unused_tokens or [""])[0]
    if word.startswith("-"):
        return f"unknown option {_cut(word)}: a command must come first"
    own = [] if error.app is None else [n for n in error.app if not n.startswith("-")]
    called = " ".join([*(error.command_chain or ()), _cut(word)])
    near, listed = did_you_mean(word, own), ", ".join(own)
    return f"there is no command {called!r}{near or f' (there are: {listed})'}"


def _missing(error: MissingArgumentError) -> str:
    """
    A required word or option that is missing, or an option without its value; with what it is.
    """
    argument = error.argument
    if argument is None:
        return str(error)
    tail = f": {_described(argument)}"
    if error.keyword is not None:
        return f"{error.keyword} needs a value{tail}"
    options = [word for word in error.unused_tokens or () if word.startswith("-")]
    typo = nearest(argument.name, options)
    if typo is not None:
        return f"unknown option {typo} - did you mean {argument.name}?"
    return f"{_name(argument)} is missing{tail}"


def _described(argument: Any) -> str:
    """The help of it, as the end of a sentence."""
    text = (argument.parameter.help or "a value").rstrip(".")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _name(argument: Any) -> str:
    """``--seed``, and ``SCENARIO`` for a word that stands without its name."""
    name = str(argument.name)
    return name.lstrip("-").upper() if argument.field_info.is_positional else name


def _given(error: CycloptsError) -> str:
    """``--seed 'x'``, ``FORMAT 'x'``"""
    argument = error.argument
    token = getattr(error, "token", None) or next(iter(argument.tokens if argument else ()), None)
    if token is None:
        return _name(argument)
    name = token.keyword or (_name(argument) if argument is not None else "")
    return f"{name} {_quoted(token.value)}".strip()


def _not_meant(error: CoercionError) -> str:
    choices = _choices(error.target_type)
    if choices:
        word = error.token.value if error.token is not None else ""
        listed = f"{', '.join(choices[:-1])} or {choices[-1]}" if choices[1:] else choices[0]
        return f"{_given(error)}: expected {listed}{did_you_mean(word, choices)}"
    kind = KINDS.get(error.target_type) if error.target_type is not None else None
    return f"{_given(error)}: expected {kind or 'another value'}"


def _choices(wanted: Any) -> list[str]:
    if get_origin(wanted) is Literal:
        return [str(word) for word in get_args(wanted)]
    if get_origin(wanted) is Union:
        return [word for part in get_args(wanted) for word in _choices(part)]
    return []
