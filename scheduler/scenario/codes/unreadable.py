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
        "It does not exist, is a directory, or may not be read by you.",
        "rollgrid check scenarios",
        "rollgrid check scenarios/csp11.yaml",
    ),
    Code(
        "S002",
        "not UTF-8 text",
        "Scenario files are UTF-8, with or without a byte order mark, and hold no control "
        "characters. Text saved as UTF-16 or Latin-1 has to be saved again as UTF-8.",
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
        "The text cannot be read as YAML from here on; the mistake is here or shortly before. "
        "Indent with spaces, never with tabs; put text with ': ' or ' #' in it in quotes.",
        "title: Report: first part",
        'title: "Report: first part"',
    ),
    Code(
        "S005",
        "a field is given twice",
        "Only one of the two could count.",
        "minutes: 90\nminutes: 120",
        "minutes: 120",
    ),
    Code(
        "S006",
        "a required field is missing",
        "The line is that of the thing which lacks the field.",
        "- {id: cei}",
        "- {id: cei, minutes: 90}",
    ),
    Code(
        "S007",
        "minutes out of order",
        "least <= likely <= most: a session is planned at likely and trimmed to least at worst. "
        "Without least or most, likely stands for them.",
        "minutes: {least: 400, likely: 360}",
        "minutes: {least: 300, likely: 360}",
    ),
    Code(
        "S008",
        "a value of the wrong kind or size",
        "A number where text belongs, text where a number belongs, a list without entries, "
        "a number out of its range. Durations are whole minutes, without a unit.",
        'minutes: "90m"',
        "minutes: 90",
    ),
    Code(
        "S009",
        "not one of the choices",
        "The field takes one of a few words, spelled as in the message.",
        "state: confirmd",
        "state: confirmed",
    ),
    Code(
        "S010",
        "the file is too large",
        "Scenario files have at most 5,000,000 bytes; a hundred sessions take about 40,000.",
    ),
    Code(
        "S011",
        "too much or too deep",
        "Aliases are counted with all they stand for: at most 250,000 values, 40 levels, "
        "5,000 day slots and 20,000 sessions.",
    ),
    Code(
        "S012",
        "not a scenario",
        "The file is empty, or holds a list or a single value where the fields of a scenario "
        "belong. rollgrid init writes one to begin with.",
        "- id: cei",
        "meeting: {id: my-meeting, ...}",
    ),
    Code(
        "S013",
        "YAML that scenarios do not use",
        "No tags, no merge keys (<<), one document a file, YAML 1.2, and field names are text.",
        "id: !!str 7",
        'id: "7"',
    ),
    Code(
        "S014",
        "not a date or a time",
        "Dates are 2025-02-25, clock times 09:30, moments 2025-02-25 09:30, all local to the "
        "meeting's time zone (windows: to their own) and in the years 1970 to 2199. What ends at "
        "midnight may end at 24:00.",
        "days: [25.02.2025]",
        "days: [2025-02-25]",
    ),
    Code(
        "S015",
        "a window or pin that contradicts itself",
        "A window has either from and to, in this order, or daily hours, over midnight too. "
        "A pin says exact or not_before, not both, or a room.",
        "{from: 2025-02-27 18:00, to: 2025-02-27 15:00}",
        "{from: 2025-02-27 15:00, to: 2025-02-27 18:00}",
    ),
)

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
        "The first row of a table names its columns, each once. "
        "docs/reference/importing.md lists them.",
    ),
    Code(
        "S058",
        "a deadline without its day, or with several",
        "It is due on a day, or so many days before the meeting begins, or after it is over.",
        "{id: registration, due: 2025-02-10, before: 15}",
        "{id: registration, before: 15}",
    ),
    Code(
        "S059",
        "a spread that cannot be",
        "How long a session may really take: least, likely and most in order, not all the same; or "
        "two and more different durations that were observed. What it does not say is taken from "
        "minutes. Lognormal needs likely between the two others.",
        "{id: cei, minutes: 450, spread: {least: 460, most: 540}}",
        "{id: cei, minutes: 450, spread: {least: 390, most: 540}}",
    ),
)
"""Codes of what stands beside the sessions: included files, tables, deadlines."""
