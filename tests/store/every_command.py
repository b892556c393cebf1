"""Every command that a store can be named to: those that only read, and those that write."""

from pathlib import Path

READING = (
    "log",
    "report list --all",
    "notices list --all",
    "pin",
    "waive",
    "acknowledge",
    "doctor",
    "show",
    "show Rev.0",
    "score",
    "diff Rev.0 head",
    "now --at 2030-03-05T09:10",
    "export md",
    "export json",
    "export ics",
    "contingency",
    "reproduce Rev.0",
    "risk --samples 5",
    "why apples",
    "suggest pears --top 1",
)
WRITING = (
    "report overrun apples 10m --at 2030-03-05T09:10",
    "report --undo 1 --reason misheard",
    "pin pears --reason minister",
    "unpin pears",
    "lock apples",
    "unlock apples",
    "waive availability --reason agreed",
    "waive --withdraw 1 --reason over",
    "acknowledge W201 --reason known",
    "replan --now 2030-03-05T09:15 --workers 1",
    "revert Rev.0 --reason back",
    "move plums 11:30 --now 2030-03-05T09:15 --workers 1",
    "publish",
    "notices write --to outbox",
    "notices mark-sent",
    "solve meeting.yaml --workers 1",
)
SCENARIO = """\
format: 1
meeting: {id: fruit, title: Fruit, timezone: Europe/Zurich, grid: 5}
days: [2030-03-05]
slots:
  - {id: morning, start: "09:00", end: "12:00", overtime: {minutes: 30, price: 4}}
  - {id: afternoon, start: "14:00", end: "17:00"}
rooms: [{id: hall, name: Hall, seats: 50}]
people:
  - {id: ada, title: Chair of Apples}
  - {id: bo, title: Chair of Pears}
  - {id: cy, title: Chair of Plums, state: pending}
sessions:
  - {id: apples, title: Apples, minutes: {least: 30, likely: 60, most: 90}, chairs: [ada]}
  - {id: pears, title: Pears, minutes: {least: 30, likely: 60, most: 90}, chairs: [bo]}
  - {id: plums, title: Plums, minutes: {least: 30, likely: 45, most: 90}, chairs: [cy]}
rolling: [{room: hall, order: [apples, pears, plums]}]
policy: roll
"""


def line(command: str, store: Path | str) -> list[str]:
    """A command line with the store that it is given."""
    return [*command.split(), "--store", str(store)]
