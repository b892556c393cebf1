"""
A scenario written from an annex: a skeleton to be checked, not the truth.

Whatever the letter does not say stands behind ``# inferred``.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo, available_timezones

from scheduler.letter.agenda import Business, Share, Window
from scheduler.letter.choosing import Chosen
from scheduler.letter.folding import plain
from scheduler.letter.inference import Guess
from scheduler.letter.printed_marks import room_and_floor
from scheduler.letter.skeleton_rooms import ROOM, Rooms, orders, room_lines, rooms_of
from scheduler.letter.table_bytes import Paragraph
from scheduler.letter.windows import MAIN
from scheduler.letter.written_dates import dates_in
from scheduler.vocabulary.calendar import end_clock

ROLLING = re.compile(
    r"rolling|roulement|en continu|(?:maniere|facon) continue|au fur et a mesure|a la suite"
    r"|l'une? apres l'autre|les une?s apres les autres"
    r"|sucesiv|consecutiv|forma continua|rotaci|ротаци|скользящ|последовательно|滚动|متتابع|تتابع"
)
ZONES = {
    **dict.fromkeys(("geneva", "geneve", "ginebra", "женева", "日内瓦", "جنيف"), "Europe/Zurich"),
    **dict.fromkeys(("vienna", "vienne", "viena"), "Europe/Vienna"),
    **dict.fromkeys(("new york", "nueva york"), "America/New_York"),
    **dict.fromkeys(("the hague", "la haye", "la haya"), "Europe/Amsterdam"),
    **dict.fromkeys(("paris", "unesco"), "Europe/Paris"),
    "nairobi": "Africa/Nairobi",
    "bonn": "Europe/Berlin",
    "montreal": "America/Toronto",
    "rome": "Europe/Rome",
    "bangkok": "Asia/Bangkok",
    "addis": "Africa/Addis_Ababa",
    "london": "Europe/London",
    "santiago": "America/Santiago",
    "beirut": "Asia/Beirut",
}
"""Where treaty bodies meet."""
NAMED_ZONE = re.compile(r"\b[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?")
ACRONYM = re.compile(r"^[A-Z][A-Z0-9.-]+\b")
ISSUE = re.compile(r"\s*\b(?:Rev|Rév)\.?\s*\d+\s*$")
LONGEST = 2_000
"""Characters of a text in a scenario."""
PART = 30
"""Minutes of the least part of a session that is cut, as far as the annex does not say less."""


def skeleton(tables: Sequence[Chosen], guess: Guess, *, timezone: str | None = None) -> str:
    """The text of a scenario file."""
    chosen, last = tables[0], tables[-1].span
    around = (*chosen.span.above, *(p for table in tables for p in table.span.below))
    text = " ".join((*chosen.texts, chosen.letter.margins))
    zone, why = (timezone, "") if timezone is not None else _zone(f"{guess.title} {text}")
    guess = _by_the_clock(guess, zone)
    notes = tuple(_footnotes(last.below))
    rolls = any(ROLLING.search(plain(paragraph.text)) for paragraph in around)
    rooms = rooms_of(guess)
    sessions = (line for s in guess.sessions for line in _session(rooms, s, rolls=rolls))
    parts = (
        _head(tables, guess),
        _meeting(guess, f"{zone}{why}"),
        [f"days: [{', '.join(map(str, guess.days))}]"],
        ["slots:", *map(_slot, sorted(guess.windows, key=lambda w: w.hours))],
        ["rooms:", *_rooms(rooms)],
        _groups(guess),
        ["sessions:", *sessions],
        _rolling(guess, rooms, rolls=rolls),
        _annex(guess, notes),
    )
    return "\n".join("\n".join(part) + "\n" for part in parts if part)


def quoted(text: str) -> str:
    """Text that YAML reads as it stands: one line, in double quotes, of a length it takes."""
    shown = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in text)
    return json.dumps(" ".join(shown.split())[:LONGEST], ensure_ascii=False)


def _comment(text: str) -> str:
    """Text within a comment."""
    return quoted(text)[1:-1][:90]


def _head(tables: Sequence[Chosen], guess: Guess) -> list[str]:
    numbers = ", ".join(str(chosen.number) for chosen in tables)
    which = f"table {numbers}" if len(tables) == 1 else f"tables {numbers}"
    return [
        f"# Read from {_comment(tables[0].letter.path.name)}, {which}. What the letter "
        "does not say is marked",
        '# "inferred": check it, change it, then take the mark away.',
        *(f"# {_comment(f'{left}: left out: {left.why}')}" for left in guess.left),
        *(f"# {_comment(remark)}" for remark in guess.remarks),
        "format: 1",
    ]


def _by_the_clock(guess: Guess, zone: str) -> Guess:
    """With the minutes that go by where the clocks are changed within a slot."""
    if zone not in available_timezones():  # the check of the scenario says so
        return guess

    def true(share: Share) -> Share:
        start = share.begins.replace(tzinfo=ZoneInfo(zone))
        end = (share.begins + timedelta(minutes=share.minutes)).replace(tzinfo=ZoneInfo(zone))
        minutes = int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() // 60)
        return replace(share, minutes=minutes) if minutes > 0 else share

    sessions = (replace(s, shares=tuple(map(true, s.shares))) for s in guess.sessions)
    return replace(guess, sessions=tuple(sessions))


def _meeting(guess: Guess, zone: str) -> list[str]:
    return [
        "meeting:",
        f"  id: {guess.id}",
        f"  title: {quoted(_title(guess))}",
        f"  timezone: {zone}",
        f"  grid: {guess.grid}",
    ]


def _zone(text: str) -> tuple[str, str]:
    """The time zone that the letter names, or that of a city in it; and the mark behind it."""
    zones = (zone for zone in NAMED_ZONE.findall(text) if zone in available_timezones())
    zone = next(zones, None)
    if zone is not None:
        return zone, ""
    folded = plain(text)
    city = next((city for city in ZONES if re.search(rf"(?<!\w){city}", folded)), None)
    if city is None:
        return "UTC", "  # inferred: no place is named"
    return ZONES[city], f"  # inferred from {city!r}"


def _title(guess: Guess) -> str:
    """The title of the annex less its dates and its mark."""
    bare = ISSUE.sub("", guess.title).rstrip("* ")
    head, _, tail = bare.rpartition(":")
    return (head.strip() if head and any(dates_in(tail)) else bare) or guess.id


def _slot(window: Window) -> str:
    start, end = window.hours
    kind = "side-event" if window.side else window.only
    only = f", only: [{kind}]" if kind else ""
    days = f", days: [{', '.join(map(str, window.days))}]" if window.days is not None else ""
    mark = "  # inferred: no hours are given" if window.inferred else ""
    hours = f'start: "{start:%H:%M}", end: "{end_clock(end)}"'
    return f"  - {{id: {window.id}, {hours}{only}{days}}}{mark}"


def _rooms(rooms: Rooms) -> Iterator[str]:
    for id, said in room_lines(rooms):
        name, floor = room_and_floor(said)
        on = f", floor: {quoted(floor)}" if floor else ""
        mark = "  # inferred" if id != ROOM else "  # inferred: the annex names no room"
        yield f"  - {{id: {id}, name: {quoted(name)}{on}}}" if name else f"  - {{id: {id}}}{mark}"


def _groups(guess: Guess) -> list[str]:
    """Bodies whose meetings are counted, from the first number that is printed."""
    numbers: dict[str, int] = {}
    for session in sorted(guess.sessions, key=lambda session: session.shares[0].begins):
        acronym = ACRONYM.match(session.title)
        if acronym is not None and session.marks.number is not None:
            numbers.setdefault(acronym[0], session.marks.number)
    lines = (f"  - {{id: {quoted(id)}, meetings: {n}}}" for id, n in numbers.items())
    return ["groups:", *lines] if numbers else []


def _session(rooms: Rooms, session: Business, *, rolls: bool) -> Iterator[str]:
    yield f"  - id: {session.id}"
    yield f"    title: {quoted(session.title)}"
    if session.tbc:
        yield "    tbc: true"
    if session.marks.closed:
        yield "    closed: true"
    if session.marks.webcast:
        yield "    webcast: true"
    if session.marks.interpretation:
        said = _comment(session.marks.interpretation)
        yield f"    # printed {said}: languages, here and in interpretation, say it again"
    if session.side:
        yield from _side(rooms.of[session.id], session)
        return
    if session.shares[0].window.only not in (None, MAIN):
        yield f"    kind: {session.shares[0].window.only}  # inferred: hours that overlap others"
    acronym = ACRONYM.match(session.title)
    if acronym is not None:
        yield f"    group: {quoted(acronym[0])}  # inferred from the title"
    shares = ", ".join(
        f"{'all' if share.whole else share.minutes} of {share.day} {share.window.id}"
        for share in session.shares
    )
    mark = "" if all(share.given for share in session.shares) else f"  # inferred: {shares}"
    yield f"    minutes: {session.minutes}{mark}"
    least = min(PART, *(share.minutes for share in session.shares))
    if rolls or len(session.shares) > 1:
        yield f"    split: {{least_part: {least}}}  # inferred"
    if rooms.several:
        mark = "  # inferred: in parallel" if session.lane and session.room is None else ""
        yield f"    rooms: [{rooms.of[session.id]}]{mark}"
    starts = f"{session.shares[0].begins:%Y-%m-%d %H:%M}"
    if not rolls:
        slots = dict.fromkeys(f"{share.day}/{share.window.id}" for share in session.shares)
        yield f"    slots: [{', '.join(slots)}]"
        first = session.shares[0]
        within = "  # inferred: the annex gives no hour within a slot"
        yield f'    pin: {{exact: "{starts}"}}{within if first.start and not first.given else ""}'
    elif session.waits:
        yield f'    pin: {{not_before: "{starts}"}}  # inferred: nothing is printed before it'


def _side(room: str, session: Business) -> Iterator[str]:
    share = session.shares[0]
    mark = "  # inferred" if share.window.inferred else ""
    yield "    kind: side-event"
    yield f"    minutes: {share.minutes}{mark}"
    yield f'    pin: {{exact: "{share.begins:%Y-%m-%d %H:%M}", room: {room}}}{mark}'


def _rolling(guess: Guess, rooms: Rooms, *, rolls: bool) -> list[str]:
    by_room = orders(guess, rooms)
    if not by_room:
        return []
    if not rolls:
        shown = (
            f"{{room: {room}, order: [{', '.join(session.id for session in order)}]}}"
            for room, order in by_room.items()
        )
        return [
            "# The letter does not say that the sessions are held on a rolling basis, so each",
            "# stays in its slots. If they are, take out slots and pins, and add:",
            f"# rolling: [{', '.join(shown)}]",
        ]
    lines = ["rolling:"]
    for room, order in by_room.items():
        lines += [f"  - room: {room}", "    order:"]
        lines += [f"      - {session.id}" for session in order]
    return [*lines, "policy: roll"]


def _annex(guess: Guess, notes: Sequence[str]) -> list[str]:
    lines = ["annex:", f"  title: {quoted(ISSUE.sub('', guess.title))}"]
    lines += [f"  language: {guess.language}"] if guess.language != "en" else []
    lines += ["  continued: true"] if guess.continued else []
    lines += ["  side_events: tbc"] if guess.awaited else []
    lines += ["  footnotes:", *(f"    - {quoted(note)}" for note in notes)] if notes else []
    return lines


def _footnotes(below: Sequence[Paragraph]) -> Iterator[str]:
    """The paragraphs under the table that begin with a mark, up to the first that does not."""
    for paragraph in below:
        if not paragraph.text.startswith(("*", "†", "‡")):
            # a legend may stand between the table and its footnotes
            if len(paragraph.text) > 120 or paragraph is not below[0]:
                return
            continue
        yield _marked(paragraph)


def _marked(paragraph: Paragraph) -> str:
    """Bold words between two stars, as a scenario writes them."""
    texts: list[str] = []
    bold = False
    for piece in paragraph.pieces:
        if piece.text.strip() and piece.bold != bold:
            texts.append("**")
            bold = piece.bold
        texts.append(piece.text)
    text = "".join([*texts, "**" if bold else ""])
    return re.sub(r"\*\*(\s*)(.+?)(\s*)\*\*", r"\1**\2**\3", text)
