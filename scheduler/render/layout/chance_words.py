"""The words of chances in the annex."""

from typing import TYPE_CHECKING

from scheduler.problem import Sitting
from scheduler.render.languages.language import Language
from scheduler.render.words import percent

if TYPE_CHECKING:  # numpy takes 0.1 s, and most files have no chances
    from scheduler.risk.figures import Chance, SessionRisk

SPACE = "\N{NO-BREAK SPACE}"


def share(chance: "Chance") -> str:
    """``54 %``, on one line."""
    return percent(chance).replace(" ", SPACE)


def told_late(risk: "SessionRisk | None", sitting: Sitting, language: Language) -> str:
    """``Start: 54 %, End: 68 %``: of its first part and its last; empty where nothing is known."""
    if risk is None:
        return ""
    words, told = language.chances, []
    if sitting.part == 1:
        told.append((words.start, risk.starts_later))
    if sitting.part == sitting.parts:
        told.append((words.end, risk.ends_later))
    return language.comma.join(f"{word}{language.colon}{share(of)}" for word, of in told)
