"""Codes of what makes a file unreadable: the file, its YAML, single fields."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of complaint: a title, what it means, and the mistake beside its mending."""

    code: str
    title: str
    explanation: str
    wrong: str = ""
    right: str = ""


READING: tuple[Code, ...] = (
    Code(
        "S001",
        "the file cannot be read",
        "The file does not exist, is a folder, or you may not read it.",
        "rollgrid check scenarios",
        "rollgrid check scenarios/csp11.yaml",
    ),
    Code(
        "S002",
        "not UTF-8 text",
        "Scenario files must be UTF-8, with or without a byte order mark, and without "
        "control characters. If the file is UTF-16 or Latin-1, save it again as UTF-8.",
        'title: "ring the \\x07 bell"',
        'title: "ring the bell"',
    ),
    Code(
        "S003",
        "unknown field",
        "A field that no rule reads would be silently ignored; so it is an error. "
        "docs/reference/fields.md lists the fields.",
        "- {id: cei, duraton: 90}",
        "- {id: cei, minutes: 90}",
    ),
    Code(
        "S004",
        "not valid YAML",
        "The text is not valid YAML from here on; the mistake is here or just before. "
        "Indent with spaces, never with tabs. Put text that contains ': ' or ' #' in "
        "quotes.",
        "title: Report: first part",
        'title: "Report: first part"',
    ),
    Code(
        "S005",
        "a field is given twice",
        "Only one of the two can count: remove the other.",
        "minutes: 90\nminutes: 120",
        "minutes: 120",
    ),
    Code(
        "S006",
        "a required field is missing",
        "The line shows where the field is missing.",
        "- {id: cei}",
        "- {id: cei, minutes: 90}",
    ),
    Code(
        "S007",
        "minutes out of order",
        "least <= likely <= most is needed. A session is planned with likely and "
        "shortened to least at worst. Without least or most, likely is used.",
        "minutes: {least: 400, likely: 360}",
        "minutes: {least: 300, likely: 360}",
    ),
    Code(
        "S008",
        "a value of the wrong kind or size",
        "The value is text instead of a number, a number instead of text, an empty list, "
        "or a number out of range. Durations are whole minutes, without a unit.",
        'minutes: "90m"',
        "minutes: 90",
    ),
    Code(
        "S009",
        "not one of the choices",
        "The field allows only the words in the message.",
        "state: confirmd",
        "state: confirmed",
    ),
    Code(
        "S010",
        "the file is too large",
        "A scenario file may have at most 5,000,000 bytes; a hundred sessions need about 40,000.",
    ),
    Code(
        "S011",
        "too much or too deep",
        "A scenario may have at most 250,000 values (aliases expanded), 40 levels, 5,000 "
        "day slots and 20,000 sessions.",
    ),
    Code(
        "S012",
        "not a scenario",
        "The file is empty, or has a list or a single value instead of the fields of a "
        "scenario. 'rollgrid init' writes a first scenario.",
        "- id: cei",
        "meeting: {id: my-meeting, ...}",
    ),
    Code(
        "S013",
        "YAML that scenarios do not use",
        "Scenarios use YAML 1.2 without tags and merge keys (<<), one document per file, "
        "and field names that are text.",
        "id: !!str 7",
        'id: "7"',
    ),
    Code(
        "S014",
        "not a date or a time",
        "Write dates as 2025-02-25, clock times as 09:30, moments as 2025-02-25 09:30, in "
        "the meeting's time zone (windows: in their own) and in the years 1970 to 2199. "
        "The end may be 24:00.",
        "days: [25.02.2025]",
        "days: [2025-02-25]",
    ),
    Code(
        "S015",
        "a window or pin that contradicts itself",
        "A window needs from and to, in this order, or daily hours, which may pass "
        "midnight. A pin needs exact or not_before, not both, or a room.",
        "{from: 2025-02-27 18:00, to: 2025-02-27 15:00}",
        "{from: 2025-02-27 15:00, to: 2025-02-27 18:00}",
    ),
)

BESIDE: tuple[Code, ...] = (
    Code(
        "S055",
        "an included file that cannot be used",
        "'include' lists .yaml, .csv or .xlsx files, or folders of them, below the folder "
        "of the scenario. These files add to its lists (sessions, people, rooms, rules, "
        "...). Keep meeting, days and slots in the scenario itself.",
        "include: [../sessions.csv]",
        "include: [sessions.csv]",
    ),
    Code(
        "S056",
        "a table that cannot be read",
        "Expected a CSV file in UTF-8, or an .xlsx file without password and formulas.",
    ),
    Code(
        "S057",
        "a column or cell that cannot be used",
        "The first row of a table must have the names of the columns, each once. "
        "docs/reference/importing.md lists them.",
    ),
    Code(
        "S058",
        "a deadline without its day, or with several",
        "Give one of: the day (due), days before the meeting begins (before), or days "
        "after it ends (after).",
        "{id: registration, due: 2025-02-10, before: 15}",
        "{id: registration, before: 15}",
    ),
    Code(
        "S059",
        "a spread that is not possible",
        "Give least, likely and most in this order, not all the same; or at least two "
        "different observed durations. Missing values come from minutes. Lognormal needs "
        "likely between the two others.",
        "{id: cei, minutes: 450, spread: {least: 460, most: 540}}",
        "{id: cei, minutes: 450, spread: {least: 390, most: 540}}",
    ),
)
"""Codes of what stands beside the sessions: included files, tables, deadlines."""
