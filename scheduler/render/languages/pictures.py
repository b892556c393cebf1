"""What pictures say besides the timetable's own words, in the languages of the annex."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["SIGHTS", "Sight"]


@dataclass(frozen=True, slots=True)
class Sight:
    """
    One language.

    Attributes
    ----------
    grid, gantt, utilisation, clashes
        What a picture shows: under its title, and to whom it is read out.
    pair
        Of two bodies: minutes at once, and what they cost.
    share
        Of a room: minutes held of the minutes there are.
    """

    grid: str
    gantt: str
    utilisation: str
    clashes: str
    pair: str
    never: str
    free: str
    most: str
    nothing: str
    share: str
    not_held: str
    past_end: str
    all: str


SIGHTS: Mapping[str, Sight] = {
    "en": Sight(
        grid="The timetable as a grid of days and slots",
        gantt="Who sits when",
        utilisation="Minutes held, in percent of the minutes of the slot",
        clashes="What sittings at once cost, for each two bodies",
        pair="{one} and {other}: {minutes} minutes at once, cost {cost}",
        never="never at once",
        free="at once, at no cost",
        most="cost, up to {cost}",
        nothing="Nothing at once costs anything.",
        share="{room}: {held} of {there} minutes",
        not_held="not held",
        past_end="past the end of the slot",
        all="all",
    ),
    "fr": Sight(
        grid="Le calendrier, par jour et par créneau",
        gantt="Qui siège quand",
        utilisation="Minutes occupées, en pourcentage de celles du créneau",
        clashes="Coût des séances simultanées, pour chaque paire d'organes",
        pair="{one} et {other} : {minutes} minutes en même temps, coût {cost}",
        never="jamais en même temps",
        free="en même temps, sans coût",
        most="coût, jusqu'à {cost}",
        nothing="Aucune séance simultanée n'a de coût.",
        share="{room} : {held} minutes sur {there}",
        not_held="pas de séance",
        past_end="au-delà de la fin du créneau",
        all="total",
    ),
    "es": Sight(
        grid="El calendario, por días y franjas",
        gantt="Quién se reúne cuándo",
        utilisation="Minutos ocupados, en porcentaje de los de la franja",
        clashes="Coste de las sesiones simultáneas, para cada par de órganos",
        pair="{one} y {other}: {minutes} minutos a la vez, coste {cost}",
        never="nunca a la vez",
        free="a la vez, sin coste",
        most="coste, hasta {cost}",
        nothing="Ninguna sesión simultánea tiene coste.",
        share="{room}: {held} de {there} minutos",
        not_held="no hay sesión",
        past_end="después del final de la franja",
        all="total",
    ),
    "ru": Sight(
        grid="Расписание по дням и времени",
        gantt="Кто когда заседает",
        utilisation="Занятые минуты, в процентах от имеющихся",
        clashes="Цена одновременных заседаний для каждой пары органов",
        pair="{one} и {other}: минут одновременно {minutes}, цена {cost}",
        never="не одновременно",
        free="одновременно, без цены",
        most="цена, до {cost}",
        nothing="Одновременные заседания ничего не стоят.",
        share="{room}: минут {held} из {there}",
        not_held="заседаний нет",
        past_end="после окончания времени",
        all="всего",
    ),
    "zh": Sight(
        grid="按日期和时段排列的日程",
        gantt="各方开会时间",
        utilisation="已用分钟占时段分钟的百分比",
        clashes="每两个机构同时开会的代价",
        pair="{one}与{other}：同时{minutes}分钟，代价{cost}",
        never="从不同时",
        free="同时，无代价",
        most="代价，最高{cost}",
        nothing="同时开会没有代价。",
        share="{room}：{there}分钟中的{held}分钟",
        not_held="无会议",
        past_end="超过时段结束时间",
        all="合计",
    ),
    "ar": Sight(
        grid="الجدول حسب الأيام والفترات",
        gantt="من يجتمع ومتى",
        utilisation="الدقائق المشغولة كنسبة مئوية من دقائق الفترة",
        clashes="كلفة الجلسات المتزامنة لكل هيئتين",
        pair="{one} و{other}: {minutes} دقيقة معا، الكلفة {cost}",
        never="غير متزامنة أبدا",
        free="متزامنة بلا كلفة",
        most="الكلفة، حتى {cost}",
        nothing="لا كلفة لأي جلسات متزامنة.",
        share="{room}: {held} من {there} دقيقة",
        not_held="لا جلسة",
        past_end="بعد نهاية الفترة",
        all="المجموع",
    ),
}
