"""notices: who must be told what; written to the outbox once; marked as sent, or not to be."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from scheduler import notices as outbox
from scheduler import store as stores
from scheduler.commands.arguments import refuse_beside, require_reason
from scheduler.commands.inputs.stores import last_wording, opened_at
from scheduler.commands.options.screen import Screen
from scheduler.commands.options.store import Author
from scheduler.commands.options.values import Json
from scheduler.errors import UsageError, did_you_mean
from scheduler.render.reports.log_report import addressee, listing
from scheduler.render.terminal.answer import OK, Answer, View, counted, to_json
from scheduler.timetable.wording import Wording
from scheduler.vocabulary.command_lines import on_store

FOLDER = "outbox"
OPEN = ("due", "written")


def notices(
    do: Annotated[
        Literal["list", "write", "mark-sent", "withhold"],
        Parameter(help="What to do with the notices."),
    ] = "list",
    /,
    *recipients: Annotated[
        str, Parameter(help="For mark-sent and withhold: recipients, such as person:wgtu-chair.")
    ],
    revision: Annotated[
        int | None, Parameter(help="Show or handle only the notices of this Rev.N.")
    ] = None,
    to: Annotated[
        Path | None, Parameter(help="For write: the outbox folder (default: beside the store).")
    ] = None,
    reason: Annotated[str, Parameter(help="For withhold: the reason, for the log.")] = "",
    all: Annotated[
        bool, Parameter(negative=(), help="For list: also show notices that were sent or withheld.")
    ] = False,
    json: Json = False,
    screen: Screen = Screen(),
    author: Author = Author(),
) -> Answer:
    """List and write the notices that are due after a publication.

    write: puts a folder for each notice into the outbox, with a mail, a calendar file and a text
    of 160 characters. Nothing is sent: send the notices yourself, then use mark-sent. A notice
    that was not written before the next revision becomes part of the notice of that revision.
    withhold: marks a notice that is not to be sent.
    """
    refuse_beside(do, **({} if do == "list" else {"all": all, **screen.given()}))
    refuse_beside(do, **({} if do == "write" else {"to": to}))
    refuse_beside(do, **({} if do == "withhold" else {"reason": reason}))
    if json:
        refuse_beside("--json", **screen.given())
    if do == "withhold":
        return _withhold(recipients, revision, author, reason, as_json=json)
    if do == "mark-sent":
        return _mark_sent(recipients, revision, author, as_json=json)
    if recipients:
        raise UsageError("recipients work only with mark-sent and withhold")
    if do == "write":
        refuse_beside("write, which writes all notices that are due", revision=revision)
        return _write(to, author, as_json=json)
    return _list(author.store, revision, None if json else screen.terminal, every=all)


def _list(where: str | None, revision: int | None, view: View | None, *, every: bool) -> Answer:
    """Notices that are open, or ``every`` one; ``view``: None for JSON."""
    with opened_at(where, to_read=True) as store:
        posted, wording = stores.notices(store, revision), last_wording(store)
    shown = [one for one in posted if every or one.state in OPEN]
    if view is None:
        return Answer(OK, _as_json(shown))
    remarks = _remarks(posted, every=every)
    return Answer(OK, listing(shown, view, wording), remarks, width=view.width)


def _send() -> str:
    return f"next: send them, then {on_store('notices', 'mark-sent')}"


def _remarks(posted: Sequence[stores.Posted], *, every: bool) -> list[str]:
    states = [one.state for one in posted]
    sent = states.count("sent")
    dropped = states.count("superseded") + states.count("withheld")
    hidden = [f"{counted(sent, 'notice')} sent before: --all shows them"] if sent else []
    hidden += [_not_sent(dropped)] if dropped else []
    step = [f"next: {on_store('notices', 'write')}"] if "due" in states else []
    return [
        *(hidden if not every else []),
        *(step or ([_send()] if "written" in states else [])),
    ]


def _not_sent(number: int) -> str:
    which = "it" if number == 1 else "them"
    return f"{counted(number, 'notice')} not to be sent: --all shows {which}"


def _write(to: Path | None, author: Author, *, as_json: bool) -> Answer:
    """Every notice that is due, into the outbox: each of them once, and whole."""
    with opened_at(author.store) as store:
        folder = _folder(store, to)
        if folder.exists() and not folder.is_dir():
            raise UsageError(f"{folder} is a file: name a folder for the outbox")
        try:
            with outbox.alone(folder):
                marked = [one for one in stores.notices(store) if one.written is not None]
                names = [(one.publication, one.notice.recipient) for one in marked]
                finished = outbox.tidy(folder, names)
                due = stores.notices(store, state="due")
                made = [one for one in due if _put(store, folder, one, author)]
        except OSError as error:
            where = error.filename or folder
            raise UsageError(f"{where}: cannot be written: {error.strerror or error}") from error
    if as_json:
        return Answer(OK, _as_json(made, folder=str(folder), finished=finished))
    wrote = f"{counted(len(made), 'notice')} written to {folder}" if made else "nothing was due"
    also = f", {finished} finished that an earlier run had begun" if finished else ""
    step = [_send()] if made or finished else []
    return Answer(OK, f"{wrote}{also}\n".encode(), step)


def _mark_sent(
    recipients: Sequence[str], revision: int | None, author: Author, *, as_json: bool
) -> Answer:
    """Mark what was written as sent: all of it, or that of some recipients, or of one revision."""
    with opened_at(author.store) as store:
        posted, wording = stores.notices(store, revision), last_wording(store)
        recipients = _named(recipients, posted, wording)
        chosen = [
            one
            for one in posted
            if one.state == "written" and (not recipients or one.notice.recipient in recipients)
        ]
        made = [
            one
            for one in chosen
            if stores.mark(store, one.publication, one.notice.recipient, "sent", author=author.name)
        ]
    if as_json:
        return Answer(OK, _as_json(made))
    due = sum(one.state == "due" for one in posted)
    remarks = [f"{counted(due, 'notice')} still due: {on_store('notices', 'write')}"] if due else []
    return Answer(OK, f"{counted(len(made), 'notice')} marked as sent\n".encode(), remarks)


def _withhold(
    recipients: Sequence[str], revision: int | None, author: Author, reason: str, *, as_json: bool
) -> Answer:
    """
    Mark notices to these recipients as not to be sent: those of one revision, by default the last.

    What was written of an older one may have gone out, or be meant to.
    """
    if not recipients:
        raise UsageError("no recipient is given: name at least one, such as person:wgtu-chair")
    why = require_reason(reason, "not sending a notice")
    with opened_at(author.store) as store:
        posted = stores.notices(store, revision)
        recipients = _named(recipients, posted, last_wording(store))
        last = max((one.publication for one in posted), default=0)
        theirs = [one for one in posted if one.state in OPEN and one.notice.recipient in recipients]
        chosen = [one for one in theirs if one.publication == last]
        made = [
            one
            for one in chosen
            if stores.withhold(
                store, one.publication, one.notice.recipient, author=author.name, reason=why
            )
        ]
    older = sorted({one.publication for one in theirs} - {last})
    remarks = [
        f"note: left as it is: {counted(sum(o.publication == n for o in theirs), 'notice')} of "
        f"Rev.{n} (--revision {n})"
        for n in older
    ]
    if as_json:
        return Answer(OK, _as_json(made), remarks)
    return Answer(OK, f"{counted(len(made), 'notice')} will not be sent\n".encode(), remarks)


def _named(
    recipients: Sequence[str], posted: Sequence[stores.Posted], wording: Wording
) -> list[str]:
    """Those who were named, by id or as they are listed; UsageError for whoever gets no notice."""
    kept = {one.notice.recipient for one in posted}
    titled = {addressee(name, wording): name for name in kept}
    named = [titled.get(name, name) for name in recipients]
    _refuse_strangers(named, kept)
    return named


def _refuse_strangers(recipients: Sequence[str], kept: set[str]) -> None:
    strangers = sorted({name for name in recipients if name not in kept})
    if strangers:
        names = ", ".join(f"{name}{did_you_mean(name, kept)}" for name in strangers)
        raise UsageError(f"there is no notice for {names}; see {on_store('notices', 'list')}")


def _folder(store: stores.Store, to: Path | None) -> Path:
    if to is not None:
        return to
    if store.path is None:
        raise UsageError("the store is not a file: add --to FOLDER")
    return Path(store.name).parent / FOLDER


def _put(store: stores.Store, folder: Path, one: stores.Posted, author: Author) -> bool:
    def mark_written() -> bool:
        return stores.mark(
            store, one.publication, one.notice.recipient, "written", author=author.name
        )

    files = {"notice.txt": f"{one.notice.text}\n".encode()}
    files |= {"notice.eml": one.notice.eml} if one.notice.eml is not None else {}
    files |= {"notice.ics": one.notice.ics} if one.notice.ics is not None else {}
    return outbox.put(folder, one.publication, one.notice.recipient, files, mark_written)


def _as_json(posted: Sequence[stores.Posted], **more: object) -> bytes:
    content = {
        **more,
        "notices": [
            {
                "revision": one.publication,
                "recipient": one.notice.recipient,
                "state": one.state,
                "text": one.notice.text,
                "written": None if one.written is None else one.written.isoformat(),
                "sent": None if one.sent is None else one.sent.isoformat(),
                "reason": one.reason,
            }
            for one in posted
        ],
    }
    return to_json(content)
