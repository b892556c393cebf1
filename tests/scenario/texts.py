"""Scenario files for tests: one small sound text, and one-line changes of it."""

SOUND = """\
format: 1
meeting: {id: small, title: A small meeting, timezone: Europe/Zurich, grid: 15}
days: [2025-02-25, 2025-02-26]
slots:
  - {id: morning, start: 10:00, end: 13:00}
  - {id: lunch, start: 13:15, end: 14:45, only: [side-event]}
  - {id: afternoon, start: 15:00, end: 18:00, overtime: {minutes: 30, price: 4}}
last_close: {minutes: 60, price: 2}
rooms:
  - {id: plenary, seats: 400, features: [livestream]}
  - {id: annex, seats: 80}
people:
  - {id: ada, title: Chair of A, state: confirmed}
  - {id: ben, title: Chair of B, timezone: Asia/Tokyo}
sessions:
  - {id: a, title: A, minutes: {least: 120, likely: 180}, chairs: [ada], split: {least_part: 30}}
  - {id: b, title: B, minutes: 120, chairs: [ben], attendance: 300, features: [livestream]}
  - {id: c, title: C, minutes: 90, attendees: [ada]}
  - {id: d, title: D, kind: side-event, minutes: 60, rooms: [annex]}
rolling:
  - {room: plenary, order: [a, b]}
rules:
  - {rule: precedence, first: a, then: c, lag: 15}
policy: roll
"""


def changed(*changes: tuple[str, str]) -> str:
    """The sound scenario with some words of it replaced; each must occur there."""
    text = SOUND
    for old, new in changes:
        assert old in text, f"{old!r} is not in the scenario"
        text = text.replace(old, new, 1)
    return text


def mistakes(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """
    Blocks of ``- old``, ``+ new`` and complaints -> changed scenarios with what they must bring.

    ⏎ stands for a line break within a change.
    """
    return [_mistake(block.strip().splitlines()) for block in text.split("\n\n")]


def _mistake(lines: list[str]) -> tuple[str, tuple[str, ...]]:
    old = [line[2:].replace("⏎", "\n") for line in lines if line.startswith("- ")]
    new = [line[2:].replace("⏎", "\n") for line in lines if line.startswith("+ ")]
    complaints = tuple(line for line in lines if not line.startswith(("- ", "+ ")))
    return changed(*zip(old, new, strict=True)), complaints
