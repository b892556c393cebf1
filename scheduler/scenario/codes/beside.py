"""Codes of what stands beside the sessions: included files, tables, deadlines."""

from scheduler.scenario.codes.reading import Code

BESIDE: tuple[Code, ...] = (
    Code(
        "S055",
        "an included file that cannot be used",
        "'include' names .yaml, .csv or .xlsx files, or folders of them, below the folder of the "
        "scenario. They add to its lists (sessions, people, rooms, rules, ...); meeting, days and "
        "slots stay in the scenario itself.",
        "include: [../sessions.csv]",
        "include: [sessions.csv]",
    ),
    Code(
        "S056",
        "a table that cannot be read",
        "A CSV file in UTF-8, or an .xlsx file without a password and without formulas.",
    ),
    Code(
        "S057",
        "a column or cell that cannot be meant",
        "The first row of a table names its columns, each once. docs/importing.md lists them.",
    ),
    Code(
        "S058",
        "a deadline without its day, or with several",
        "It is due on a day, or so many days before the meeting begins, or after it is over.",
        "{id: registration, due: 2025-02-10, before: 15}",
        "{id: registration, before: 15}",
    ),
)
