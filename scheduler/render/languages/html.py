"""What the HTML page says around its timetable, in the languages of the United Nations."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScreenWords:
    """One language, whole: a missing word is a type error. Names in braces are filled in."""

    skip: str
    only: str
    person: str
    everything: str
    clear: str
    count: str
    zone: str
    meeting_zone: str
    own_zone: str
    now: str
    next: str
    before: str
    after: str
    go: str


SCREEN_WORDS: Mapping[str, ScreenWords] = {
    "en": ScreenWords(
        skip="Skip to the timetable",
        only="Show only",
        person="Person",
        everything="all",
        clear="Show all",
        count="{shown} of {all} sittings shown",
        zone="Times",
        meeting_zone="of the meeting ({zone})",
        own_zone="of my clock ({zone})",
        now="now",
        next="next",
        before="The meeting has not begun.",
        after="The meeting is over.",
        go="Go to now",
    ),
    "fr": ScreenWords(
        skip="Aller au programme",
        only="N'afficher que",
        person="Personne",
        everything="tous",
        clear="Tout afficher",
        count="{shown} séances affichées sur {all}",
        zone="Heures",
        meeting_zone="de la réunion ({zone})",
        own_zone="de mon horloge ({zone})",
        now="en cours",
        next="ensuite",
        before="La réunion n'a pas commencé.",
        after="La réunion est terminée.",
        go="Aller à la séance en cours",
    ),
    "es": ScreenWords(
        skip="Ir al programa",
        only="Mostrar solo",
        person="Persona",
        everything="todos",
        clear="Mostrar todo",
        count="{shown} de {all} sesiones mostradas",
        zone="Horas",
        meeting_zone="de la reunión ({zone})",
        own_zone="de mi reloj ({zone})",
        now="ahora",
        next="a continuación",
        before="La reunión no ha comenzado.",
        after="La reunión ha terminado.",
        go="Ir a la sesión en curso",
    ),
    "ru": ScreenWords(
        skip="Перейти к расписанию",
        only="Показать только",
        person="Участник",
        everything="все",
        clear="Показать все",
        count="Показано заседаний: {shown} из {all}",
        zone="Время",
        meeting_zone="совещания ({zone})",
        own_zone="моих часов ({zone})",
        now="сейчас",
        next="далее",
        before="Совещание ещё не началось.",
        after="Совещание завершено.",
        go="Перейти к текущему заседанию",
    ),
    "zh": ScreenWords(
        skip="跳到日程表",
        only="只显示",
        person="人员",
        everything="全部",
        clear="全部显示",
        count="显示 {shown} 场会议，共 {all} 场",
        zone="时间",
        meeting_zone="会议当地时间（{zone}）",
        own_zone="我的时间（{zone}）",
        now="正在进行",
        next="接下来",
        before="会议尚未开始。",
        after="会议已结束。",
        go="前往正在进行的会议",
    ),
    "ar": ScreenWords(
        skip="انتقل إلى الجدول الزمني",
        only="عرض ما يلي فقط",
        person="الشخص",
        everything="الكل",
        clear="عرض الكل",
        count="عدد الجلسات المعروضة: {shown} من {all}",
        zone="التوقيت",
        meeting_zone="توقيت الاجتماع ({zone})",
        own_zone="توقيت ساعتي ({zone})",
        now="الآن",
        next="التالي",
        before="لم يبدأ الاجتماع بعد.",
        after="انتهى الاجتماع.",
        go="انتقل إلى الجلسة الجارية",
    ),
}
"""Code of the language to its words."""
