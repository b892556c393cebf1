"""How dates, hours and the planner's own words are printed, the same by every writer."""

import re
import unicodedata
from datetime import date, time
from typing import TYPE_CHECKING

from scheduler.vocabulary.calendar import end_clock

if TYPE_CHECKING:  # numpy takes 0.1 s, and most of what is printed has no chances
    from scheduler.risk.figures import Chance

# Not strftime: what is printed must not depend on the locale of the machine.
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
# Soft hyphen and the marks that turn the direction of what follows: no two terminals agree.
DROPPED = frozenset(
    map(
        chr,
        (
            0xAD,
            0x200B,
            0x200E,
            0x200F,
            *range(0x202A, 0x202F),
            0x2060,
            *range(0x2066, 0x206A),
            0xFEFF,
        ),
    )
)

LETTERS = {"ß": "ss", "Æ": "AE", "æ": "ae", "Ø": "O", "ø": "o", "Œ": "OE", "œ": "oe"}
PLAIN = str.maketrans(
    LETTERS
    | {"Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "ı": "i", "×": "x", "€": "EUR"}
    | dict.fromkeys("‐‑‒–—―−·•▸", "-")
    | dict.fromkeys("‘’‚′", "'")
    | dict.fromkeys("“”„″«»", '"')
)


def printable(text: str) -> str:
    """One line, single spaces, nothing that steers a terminal or that XML refuses."""
    return re.sub(" +", " ", "".join(map(_shown, text))).strip(" ")


def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category == "Cs" or char in "\ufffe\uffff":
        return "\N{REPLACEMENT CHARACTER}"
    return "" if char in DROPPED else char


def percent(chance: "Chance") -> str:
    """``54 %``; drawn from few weeks ``54 ± 9 %``; ``< 1 %`` where it is not nothing."""
    value, half = 100 * chance.value, 50 * (chance.high - chance.low)
    if half >= 1:
        return f"{value:.0f} ± {half:.0f} %"
    if 0 < value < 1:
        return "< 1 %"
    if 99 < value < 100:
        return "> 99 %"
    return f"{value:.0f} %"


def hours(start: time, end: time) -> str:
    """``10:00 – 13:00``, ``22:00 – 24:00``"""
    return f"{start:%H:%M} – {end_clock(end)}"


def weekday(day: date) -> str:
    """``Tuesday``"""
    return DAYS[day.weekday()]


def day_of(day: date) -> str:
    """``25 February``"""
    return f"{day.day} {MONTHS[day.month - 1]}"


def ascii_only(text: str) -> str:
    """The nearest ASCII: accents go, dashes and quotes become plain, what is left becomes ``?``."""
    seen = "".join(char for char in text if char not in DROPPED)
    bare = unicodedata.normalize("NFKD", seen.translate(PLAIN))
    return "".join(c if c.isascii() else "?" for c in bare if not unicodedata.combining(c))
