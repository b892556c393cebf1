"""acknowledge: a warning is not shown again, unless it changes."""

from typing import Annotated
from zoneinfo import ZoneInfo

from cyclopts import Parameter

from scheduler import store as stores
from scheduler.commands.arguments import refuse_beside, require_reason
from scheduler.commands.inputs.acknowledged import words_of
from scheduler.commands.inputs.stores import last_wording, latest, opened_at
from scheduler.commands.options.store import Author
from scheduler.commands.options.values import Json
from scheduler.errors import UsageError, did_you_mean
from scheduler.render.reports import log_report
from scheduler.render.terminal.answer import GOOD, OK, Answer, say
from scheduler.timetable.wording import Wording


def acknowledge(
    *codes: Annotated[str, Parameter(help="Codes of warnings, such as W104.")],
    reason: Annotated[str, Parameter(help="The reason, for the log.")] = "",
    again: Annotated[int | None, Parameter(help="Show the warning of this number again.")] = None,
    json: Json = False,
    author: Author = Author(),
) -> Answer:
    """Acknowledge a warning: it returns only if it changes.

    Covers every warning of these codes in the newest draft. Without a code: lists the warnings
    that were acknowledged.
    """
    with opened_at(author.store, to_read=again is None and not codes) as store:
        zone, wording = latest(store).record.zone, last_wording(store)
        if again is not None:
            refuse_beside("--again", codes=codes)
            why = require_reason(reason, "showing a warning again")
            made = [stores.show_again(store, again, author=author.name, reason=why)]
        elif codes:
            made = _acknowledge(store, codes, reason, author.name)
        else:
            refuse_beside("no code", reason=reason)
            return _shown(stores.acknowledgements(store), zone, wording, as_json=json)
    return _shown(made, zone, wording, as_json=json, good=True)


def _acknowledge(
    store: stores.Store, codes: tuple[str, ...], reason: str, author: str
) -> list[stores.Acknowledgement]:
    """UsageError for a code of which the newest draft has no warning, or without a reason."""
    why = require_reason(reason, "acknowledging a warning")
    record = latest(store).record
    there = {warning.code for warning in record.warnings}
    for code in codes:
        if code not in there:
            hint = did_you_mean(code, there) or f"; there are {', '.join(sorted(there)) or 'none'}"
            raise UsageError(f"there is no warning {code}{hint}")
    seen = {(a.code, a.message) for a in stores.acknowledgements(store)}
    new = dict.fromkeys((w.code, words_of(w)) for w in record.warnings if w.code in codes)
    return [
        stores.acknowledge(store, code, message, author=author, reason=why)
        for code, message in new
        if (code, message) not in seen
    ]


def _shown(
    made: "list[stores.Acknowledgement] | tuple[stores.Acknowledgement, ...]",
    zone: ZoneInfo,
    wording: Wording,
    *,
    as_json: bool,
    good: bool = False,
) -> Answer:
    entries = [*log_report.acknowledged(made)]
    if as_json:
        return Answer(OK, log_report.as_json(entries, zone))
    if good:
        lines = [say(f"{entry.name}: {wording.word(entry.words)}", GOOD) for entry in entries]
        return Answer(OK, lines or [say("acknowledged already: nothing was changed")])
    return Answer(
        OK,
        log_report.lines(entries, zone, wording)
        if entries
        else [say("No warning is acknowledged.")],
    )
