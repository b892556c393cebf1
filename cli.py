"""The command line of rollgrid: the commands, the exit codes, and the one call that runs them."""

import sys

if not (3, 11) <= sys.version_info[:2] < (3, 14):
    running = "this is {}.{}".format(*sys.version_info[:2])
    sys.exit(
        f"rollgrid runs on Python 3.11, 3.12 and 3.13; {running}: uv run fetches one that fits"
    )

import gc
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, CycloptsError, Parameter

from scheduler import __version__
from scheduler.commands import failures, usage
from scheduler.commands.inputs.store_location import STORE
from scheduler.commands.signatures import Quiet, signature_of, summary_of
from scheduler.errors import (
    FactError,
    ImportedError,
    Infeasible,
    Interrupted,
    LetterError,
    NothingFits,
    NoTimetable,
    ScenarioError,
    SchedulerError,
    StaleBase,
    StoreError,
    StoreLocked,
    TimetableError,
    VerificationError,
)
from scheduler.files import Run, open_run
from scheduler.render.terminal.answer import (
    BUG,
    INFEASIBLE,
    INTERRUPTED,
    INVALID,
    NO,
    OK,
    STALE,
    TIMEOUT,
    USAGE,
    Answer,
)
from scheduler.render.terminal.console import deliver, remind, say_failure, stand_in
from scheduler.render.terminal.first_words import saying_what_is_loaded
from scheduler.render.terminal.manner import Manner, answering
from scheduler.render.terminal.secrets import hide_passwords_of, without_passwords
from scheduler.render.words import printable
from scheduler.vocabulary.command_lines import on_store, printing_commands

EXIT_CODES: tuple[tuple[type[SchedulerError], int], ...] = (
    (ScenarioError, INVALID),
    (TimetableError, INVALID),
    (LetterError, INVALID),
    (FactError, USAGE),
    (ImportedError, INVALID),
    (Infeasible, INFEASIBLE),
    (NothingFits, NO),
    (NoTimetable, TIMEOUT),
    (Interrupted, INTERRUPTED),
    (StoreLocked, STALE),
    (StaleBase, STALE),
    (StoreError, USAGE),
    (VerificationError, BUG),
)

COMMANDS = (
    ("check:check", "check meeting.yaml"),
    ("demo:demo", "demo --folder rollgrid-demo"),
    ("schema:schema", "schema > rollgrid.schema.json"),
    ("solve:solve", "solve meeting.yaml --out meeting.json"),
    ("explain:explain", "explain meeting.yaml"),
    ("verify:verify", "verify meeting.yaml meeting.json"),
    ("replan.replan:replan", "replan --alternatives 3"),
    ("diff:diff", "diff Rev.0 r2 --by person"),
    ("show:show", "show Rev.1 --day wednesday"),
    ("export.export:export", "export docx Rev.1 --before Rev.0 --to annex.docx"),
    ("why:why", "why wgtu --at 2025-02-28/morning:plenary"),
    ("suggest:suggest", "suggest wgtu --scenario meeting.yaml --top 3"),
    ("score:score", "score Rev.0 r2"),
    ("risk:risk", "risk Rev.1 --policy extend"),
    ("concede:concede", "concede meeting.yaml --give wgeti"),
    ("sweep:sweep", "sweep what-if.yaml --workers 4 --to what-if.xlsx"),
    ("store.init:init", "init csp12"),
    ("replan.contingency:contingency", "contingency enip --to card.docx"),
    ("store.notices:notices", "notices write --to outbox"),
    ("replan.now:now", "now --watch"),
    ("store.publish:publish", "publish r2"),
    ("store.acknowledge:acknowledge", 'acknowledge W104 --reason "no session needs it"'),
    ("store.log:log", "log --store meeting.db"),
    ("replan.revert:revert", 'revert Rev.0 --reason "the hosts found interpreters"'),
    ("store.reproduce:reproduce", "reproduce Rev.1"),
    ("store.doctor:doctor", "doctor --store meeting.db"),
    ("store.report:report", 'report overrun enip 30m --at "2025-02-25 17:55"'),
    ("store.pin:pin", 'pin wgtr --at "2025-02-28 10:00" --reason "the minister speaks then"'),
    ("store.pin:unpin", "unpin wgtr"),
    ("store.pin:lock", "lock wgtr wednesday 15:00 plenary"),
    ("store.pin:unlock", "unlock wgtr"),
    ("replan.by_hand:move", "move wgtr wednesday afternoon"),
    ("replan.by_hand:swap", "swap wgtu wgtr"),
    ("replan.by_hand:split", "split cei 180 180 90"),
    ("deadlines:deadlines", "deadlines meeting.yaml --now 2025-02-10 --to deadlines.ics"),
    (
        "store.waive:waive",
        'waive availability --person wgtu-chair --reason "she comes all the same"',
    ),
)
"""Each by its module in ``scheduler.commands`` and its function, with an example."""
IMPORTS = (
    ("imports.docx:docx", "import docx letter.docx --to meeting.yaml"),
    ("imports.csv_and_xlsx:csv", "import csv sessions.csv --to sessions.yaml"),
    ("imports.csv_and_xlsx:xlsx", "import xlsx sessions.xlsx --scenario meeting.yaml"),
    ("imports.ics:ics", "import ics chair.ics --scenario meeting.yaml --of wgtu-chair"),
    (
        "imports.programme:xml",
        "import xml schedule.xml --timetable published.json --to meeting.yaml",
    ),
    ("imports.programme:json", "import json schedule.json --to meeting.yaml"),
    ("imports.registrations:registrations", "import registrations p.csv --scenario meeting.yaml"),
    ("imports.side_events:side_events", "import side-events form.xlsx --scenario meeting.yaml"),
)
"""The same for ``rollgrid import``."""
DURATIONS = (("durations:learn", "durations learn csp9.db csp10.db"),)
"""The same for ``rollgrid durations``."""
STORES = (
    ("store.archive:export", "store export --to meeting.jsonl"),
    ("store.archive:restore", "store restore meeting.jsonl --store again.db"),
)
"""The same for ``rollgrid store``."""
HELP = {"--help", "-h"}
GROUPS = {
    "import": (
        "Import letters, tables, calendars, programmes, registrations.",
        IMPORTS,
        "import csv sessions.csv --to sessions.yaml",
    ),
    "durations": (
        "Learn from past meetings how long sessions take.",
        DURATIONS,
        "durations learn csp9.db csp10.db",
    ),
    "store": (
        "Copy a store to one readable file, or restore it from one.",
        STORES,
        "store export --to meeting.jsonl",
    ),
}
"""The words that name no command, but several: their help, commands, and an example."""


def _example(words: str) -> str:
    return f"Example: rollgrid {words}"


def app_of(words: Sequence[str] = ()) -> App:
    """
    The program, whose commands are imported when they are called.

    The commands that ``words`` name have their signature, so that a wrong word is told before
    anything is imported; where help is asked for, the others have their summary.
    """
    app = App(
        name="rollgrid",
        help="Make timetables for Working Group sessions on a rolling basis.",
        help_epilogue="Start here: rollgrid check meeting.yaml, then rollgrid solve meeting.yaml",
        version=__version__,
        help_format="plaintext",
        result_action="return_value",
        suppress_keyboard_interrupt=False,
        default_parameter=Parameter(negative_iterable=(), show_default=usage.shown_default),
    )
    _add(app, COMMANDS, words)
    app.command(completion, help_epilogue=_example("completion bash > rollgrid.bash"))
    for name, (text, commands, example) in GROUPS.items():
        group = App(name=name, help=text, help_epilogue=_example(example), help_format="plaintext")
        _add(group, commands, words)
        app.command(group)
    return app


def _add(parent: App, commands: Sequence[tuple[str, str]], words: Sequence[str]) -> None:
    """Commands, with as much of each as the words ask for."""
    shows_help = _shows_help(words)
    for command, example in commands:
        path = f"scheduler.commands.{command}"
        named = path.rpartition(":")[2]
        is_named = named in words or named.replace("_", "-") in words
        readable = signature_of(path) if is_named else summary_of(path) if shows_help else path
        parent.command(readable, help_epilogue=_example(example))


def completion(
    shell: Annotated[Literal["bash", "zsh", "fish"], Parameter(help="The shell.")],
    /,
    *,
    quiet: Quiet = False,
) -> Answer:
    """Print the completion script for a shell.

    bash: source it in ~/.bashrc. zsh: save it as _rollgrid in a folder of $fpath. fish: save it as
    ~/.config/fish/completions/rollgrid.fish.
    """
    words = [command.rpartition(":")[2] for command, _ in every_command()]
    script = app_of([*words, "--help"]).generate_completion(prog_name="rollgrid", shell=shell)
    return Answer(OK, script.encode())


def every_command() -> Iterator[tuple[str, str]]:
    yield from COMMANDS
    for _, commands, _ in GROUPS.values():
        yield from commands


def run() -> int:
    """The command ``rollgrid``: a process that ends with what it was asked."""
    # what is imported lives to the end: to look through it for garbage, and once more at the end,
    # took a fifth of the time of a light command
    gc.set_threshold(50_000, 20, 50)
    code = main()
    gc.freeze()
    return code


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``argv`` is without the name of the program."""
    # looking through every installed package for plugins of pydantic costs 0.05 s
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    given = [*(sys.argv[1:] if argv is None else argv)]
    stand_in()
    hide_passwords_of([*given, os.environ.get(STORE, "")])
    manner = Manner(quiet=usage.QUIET in given, as_json="--json" in given)
    with answering(manner), printing_commands():
        return _answered(usage.as_meant(given))


def _answered(words: Sequence[str]) -> int:
    """The exit code of one command, after its answer or what is wrong."""
    try:
        with open_run() as run, saying_what_is_loaded(_first_words(words)):
            usage.refuse_unspeakable(words)
            usage.refuse_two_inputs(words)
            usage.refuse_empty(words)
            answer = app_of(words)(words, exit_on_error=False, print_error=False)
            return deliver(answer, unwritable=USAGE) if isinstance(answer, Answer) else OK
    except CycloptsError as error:
        say_failure(USAGE, usage.explain(error))
        remind(usage.next_step(error))
        return USAGE
    except SchedulerError as error:
        code = next((code for kind, code in EXIT_CODES if isinstance(error, kind)), USAGE)
        rules = error.rules if isinstance(error, Infeasible) else ()
        say_failure(code, failures.word(error, run.kept), rules=rules, kept=run.kept)
        if not isinstance(error, VerificationError):
            _remind_of_kept(run)
        return code
    except KeyboardInterrupt:
        return say_failure(INTERRUPTED, "interrupted", kept=run.kept)
    except OSError as error:
        say_failure(USAGE, failures.word_refusal(error), kept=run.kept)
        _remind_of_kept(run)
        return USAGE
    except Exception:  # whatever else it is, it is ours: say so, with the trace to report
        import traceback  # to load it takes time that only a bug is worth

        message = (
            f"{traceback.format_exc()}this is a bug in rollgrid; {failures.word_kept(run.kept)}"
        )
        return say_failure(BUG, message, kept=run.kept)


def _remind_of_kept(run: Run) -> None:
    """That a command which failed had kept something by then."""
    if run.kept:
        remind(f"{failures.word_kept(run.kept)}: {on_store('log')}")
    for name in (name for name in run.made if name not in run.kept):
        remind(f"the store {name} was made; no timetable is in it yet")


def _shows_help(words: Sequence[str]) -> bool:
    """Help is shown where it is asked for, and where no command is named."""
    return not HELP.isdisjoint(words) or {*words} <= {*GROUPS}


def _first_words(words: Sequence[str]) -> str | None:
    """What is said before anything is loaded; None where there is nothing to say so early."""
    if len(words) < 3 or words[0] != "import" or _shows_help(words):
        return None
    return f"reading {printable(without_passwords(Path(words[2]).name))}"


if __name__ == "__main__":
    sys.exit(run())
