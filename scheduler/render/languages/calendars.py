"""What a calendar says besides the planner's own words, in the languages of the annex."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["WORDS", "Words"]


@dataclass(frozen=True, slots=True)
class Words:
    """One language; ``part`` has the number and how many there are, ``presiding`` the names."""

    part: str
    presiding: str
    rolling: str
    cancelled: str


WORDS: Mapping[str, Words] = {
    "en": Words(
        part="Part {part} of {parts}",
        presiding="Presiding: {names}",
        rolling="Held on a rolling basis: it starts when the business before it ends.",
        cancelled="No longer in the timetable.",
    ),
    "fr": Words(
        part="Partie {part} sur {parts}",
        presiding="Présidence : {names}",
        rolling="Se tient à la suite de ce qui précède : la séance commence quand la précédente "
        "se termine.",
        cancelled="Ne figure plus au calendrier.",
    ),
    "es": Words(
        part="Parte {part} de {parts}",
        presiding="Presidencia: {names}",
        rolling="Se celebra de forma consecutiva: empieza cuando termina la anterior.",
        cancelled="Ya no figura en el calendario.",
    ),
    "ru": Words(
        part="Часть {part} из {parts}",
        presiding="Председательствует: {names}",
        rolling="Проводится последовательно: начинается, когда закончится предыдущее заседание.",
        cancelled="Исключено из расписания.",
    ),
    "zh": Words(
        part="第{part}部分，共{parts}部分",
        presiding="主持：{names}",
        rolling="依次举行：前一会议结束后即开始。",
        cancelled="已从日程中取消。",
    ),
    "ar": Words(
        part="الجزء {part} من {parts}",
        presiding="الرئاسة: {names}",
        rolling="تعقد الجلسات تباعا: تبدأ عند انتهاء الجلسة السابقة.",
        cancelled="لم تعد مدرجة في الجدول.",
    ),
}
