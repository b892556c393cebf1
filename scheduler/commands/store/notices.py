"""Notices: who must be told what; written to the outbox once; marked as sent."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.commands.inputs.stores import opened_at
from scheduler.commands.options import Hand, UsageError
from scheduler.errors import did_you_mean
from scheduler.render.reports.envelope import to_json
from scheduler.render.reports.notices_report import listing
from scheduler.render.reports.replan_report import counted
from scheduler.render.terminal.answer import OK, Answer, View

if TYPE_CHECKING:
    from scheduler.store import Posted, Store

FOLDER = "outbox"
SEND = "next: send them, then rollgrid notices mark-sent"


def listed(
    where: str | None, revision: int | None, *, every: bool, as_json: bool, view: View
) -> Answer:
    """The notices that are due or written; with ``every`` those that were sent too."""
    from scheduler import store as stores

    with opened_at(where) as store:
        posted = stores.notices(store, revision)
    shown = [one for one in posted if every or one.state != "sent"]
    sent = sum(one.state == "sent" for one in posted)
    if as_json:
        return Answer(OK, _json(shown))
    due = sum(one.state == "due" for one in posted)
    remarks = (
        [f"{counted(sent, 'notice')} sent before: --all shows them"] if sent and not every else []
    )
    wrote = any(one.state == "written" for one in posted)
    remarks += ["next: rollgrid notices write"] if due else [SEND] if wrote else []
    return Answer(OK, listing(shown, view), remarks, width=view.width)


def written(to: Path | None, *, hand: Hand, as_json: bool) -> Answer:
    """Every notice that is due, into the outbox: each of them once, and whole."""
    from scheduler import notices
    from scheduler import store as stores

    with opened_at(hand.store) as store:
        folder = _folder(store, to)
        try:
            with notices.alone(folder):
                known = [(one.publication, one.notice.recipient) for one in _marked(store)]
                finished = notices.tidied(folder, known)
                made = [
                    one
                    for one in stores.notices(store, state="due")
                    if _put(store, folder, one, hand)
                ]
        except OSError as error:
            where = error.filename or folder
            raise UsageError(f"{where}: cannot be written: {error.strerror or error}") from error
    if as_json:
        return Answer(OK, _json(made, folder=str(folder), finished=finished))
    said = f"{counted(len(made), 'notice')} written to {folder}" if made else "nothing was due"
    also = f", {finished} finished that an earlier run had begun" if finished else ""
    step = [SEND] if made or finished else []
    return Answer(OK, f"{said}{also}\n".encode(), step)


def sent(recipients: Sequence[str], revision: int | None, *, hand: Hand, as_json: bool) -> Answer:
    """Mark what was written as sent: all of it, or that of some recipients, or of one revision."""
    from scheduler import store as stores

    with opened_at(hand.store) as store:
        posted = stores.notices(store, revision)
        known = {one.notice.recipient for one in posted}
        strangers = sorted({name for name in recipients if name not in known})
        if strangers:
            names = ", ".join(f"{name}{did_you_mean(name, known)}" for name in strangers)
            raise UsageError(f"no notice is kept for {names}; rollgrid notices list")
        chosen = [
            one
            for one in posted
            if one.state == "written" and (not recipients or one.notice.recipient in recipients)
        ]
        made = [
            one
            for one in chosen
            if stores.mark(store, one.publication, one.notice.recipient, "sent", author=hand.author)
        ]
    if as_json:
        return Answer(OK, _json(made))
    due = sum(one.state == "due" for one in posted)
    remarks = [f"{counted(due, 'notice')} still due: rollgrid notices write"] if due else []
    return Answer(OK, f"{counted(len(made), 'notice')} marked as sent\n".encode(), remarks)


def _marked(store: "Store") -> "list[Posted]":
    from scheduler import store as stores

    return [one for one in stores.notices(store) if one.state != "due"]


def _folder(store: "Store", to: Path | None) -> Path:
    if to is not None:
        return to
    if store.path is None:
        raise UsageError("the store is no file: say where to write, with --to FOLDER")
    return Path(store.name).parent / FOLDER


def _put(store: "Store", folder: Path, one: "Posted", hand: Hand) -> bool:
    from scheduler import notices
    from scheduler import store as stores

    def told() -> bool:
        return stores.mark(
            store, one.publication, one.notice.recipient, "written", author=hand.author
        )

    files = {"notice.txt": f"{one.notice.text}\n".encode()}
    files |= {"notice.eml": one.notice.eml} if one.notice.eml is not None else {}
    files |= {"notice.ics": one.notice.ics} if one.notice.ics is not None else {}
    return notices.put(folder, one.publication, one.notice.recipient, files, told)


def _json(posted: "Sequence[Posted]", **more: object) -> bytes:
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
            }
            for one in posted
        ],
    }
    return to_json(content)
