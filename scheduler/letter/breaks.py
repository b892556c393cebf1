"""Lunch and coffee in an annex, in the six languages: breaks, not sessions."""

import re

from scheduler.letter.clock_hours import HOURS, START
from scheduler.letter.folding import plain

WORDS = (
    *("lunch", "lunch break", "lunchtime", "break for lunch", "coffee", "coffee break", "tea"),
    *("tea break", "tea/coffee break", "coffee/tea break", "coffee and tea break", "break"),
    *("short break", "health break", "comfort break", "recess", "dinner break", "refreshments"),
    *("networking break", "evening break", "morning break", "afternoon break", "dinner"),
    *("pause", "déjeuner", "pause déjeuner", "pause-déjeuner", "pause café", "pause-café"),
    *("pause de midi", "pause thé", "pause santé", "dîner", "suspension de séance"),
    *("pausa", "almuerzo", "pausa para el almuerzo", "pausa para almorzar", "receso", "descanso"),
    *("pausa para el café", "pausa café", "pausa de café", "pausa para café", "cena", "café"),
    *("перерыв", "обед", "перерыв на обед", "обеденный перерыв", "кофе-брейк", "кофе брейк"),
    *("кофе-пауза", "перерыв на кофе", "ужин", "кофе"),
    *("午餐", "午休", "午餐休息", "午间休息", "休息", "茶歇", "茶点", "咖啡休息", "晚餐", "休会"),
    *("استراحة", "غداء", "الغداء", "استراحة الغداء", "استراحة غداء", "استراحة قهوة"),
    *("استراحة القهوة", "استراحة شاي"),
)
BREAKS = frozenset(map(plain, WORDS))
AROUND = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")


def is_break(text: str) -> bool:
    """Whether a text says that there is a break, with or without its hours, and nothing else."""
    bare = HOURS.sub("", AROUND.sub("", text))
    bare = re.sub(rf"^{START.pattern}", "", bare.strip(), flags=re.IGNORECASE)
    return plain(bare).strip(" .,;:–-*") in BREAKS
