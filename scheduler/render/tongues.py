"""
The words that a timetable prints, in the languages of the United Nations.

A language is whole or is none: ``Tongue`` has no defaults, so a missing word is a type error.
Dates are in ``dating``. A name in braces is filled in.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tongue:
    """
    One language.

    Attributes
    ----------
    code, locale, word, rtl
        ``fr``; what Babel and Word call it; whether it is read from the right.
    joint, comma, dot, colon
        What stands between two names of a list, between two words that say where, between the
        parts of a heading, and before what is told of them.
    """

    code: str
    locale: str
    word: str
    rtl: bool
    joint: str
    comma: str
    dot: str
    colon: str
    time: str
    room: str
    body: str
    session: str
    day: str
    role: str
    presides: str
    attends: str
    presiding: str
    interpreted: str
    side_events: str
    side_events_row: str
    tbc: str
    continued: str
    then: str
    revision: str
    as_of: str
    draft: str
    changed: str
    changed_since: str
    legend: str
    no_longer: str
    not_held: str
    unplaced: str
    changes: str
    gains: str
    loses: str
    reorders: str
    programme: str
    nothing: str
    page: str
    columns: str
    rows: str
    both_ends: str


ENGLISH = Tongue(
    code="en",
    locale="en_GB",
    word="en-GB",
    rtl=False,
    joint="; ",
    comma=", ",
    dot=" · ",
    colon=": ",
    time="Time",
    room="Room",
    body="Body",
    session="Session",
    day="Day",
    role="Role",
    presides="presides",
    attends="attends",
    presiding="{name} presides",
    interpreted="interpreted by {name}",
    side_events="Side events",
    side_events_row="SIDE EVENTS",
    tbc="tbc",
    continued="{text} (cont'd)",
    then="then",
    revision="Rev.{number}",
    as_of="as of {moment}",
    draft="DRAFT",
    changed="changed",
    changed_since="changed since the previous issue",
    legend="shaded, with a bar at the side: changed since the previous issue",
    no_longer="no longer",
    not_held="no such slot on this day",
    unplaced="Not yet scheduled: {names}",
    changes="Changes since the previous issue",
    gains="now also {names}",
    loses="no longer {names}",
    reorders="in another order: {names}",
    programme="Programme: {name}",
    nothing="nothing is scheduled",
    page="Page",
    columns="Columns: {names}.",
    rows="Rows: {names}.",
    both_ends="The time stands in the first and in the last column.",
)
FRENCH = Tongue(
    code="fr",
    locale="fr_FR",
    word="fr-FR",
    rtl=False,
    joint=" ; ",
    comma=", ",
    dot=" · ",
    colon=" : ",
    time="Heure",
    room="Salle",
    body="Organe",
    session="Séance",
    day="Jour",
    role="Fonction",
    presides="préside",
    attends="participe",
    presiding="sous la présidence de : {name}",
    interpreted="interprétation : {name}",
    side_events="Manifestations parallèles",
    side_events_row="MANIFESTATIONS PARALLÈLES",
    tbc="à confirmer",
    continued="{text} (suite)",
    then="puis",
    revision="Rév.{number}",
    as_of="état au {moment}",
    draft="PROJET",
    changed="modifié",
    changed_since="modifié depuis la version précédente",
    legend="sur fond coloré, avec un trait sur le côté : modifié depuis la version précédente",
    no_longer="supprimé",
    not_held="pas de séance prévue à cette heure ce jour-là",
    unplaced="Pas encore programmé : {names}",
    changes="Modifications depuis la version précédente",
    gains="désormais aussi : {names}",
    loses="ne figure plus : {names}",
    reorders="dans un autre ordre : {names}",
    programme="Programme : {name}",
    nothing="rien n'est programmé",
    page="Page",
    columns="Colonnes : {names}.",
    rows="Lignes : {names}.",
    both_ends="L'heure figure dans la première et dans la dernière colonne.",
)
SPANISH = Tongue(
    code="es",
    locale="es_ES",
    word="es-ES",
    rtl=False,
    joint="; ",
    comma=", ",
    dot=" · ",
    colon=": ",
    time="Hora",
    room="Sala",
    body="Órgano",
    session="Sesión",
    day="Día",
    role="Función",
    presides="preside",
    attends="participa",
    presiding="preside: {name}",
    interpreted="interpretación: {name}",
    side_events="Actos paralelos",
    side_events_row="ACTOS PARALELOS",
    tbc="por confirmar",
    continued="{text} (cont.)",
    then="a continuación",
    revision="Rev.{number}",
    as_of="a {moment}",
    draft="BORRADOR",
    changed="modificado",
    changed_since="modificado desde la versión anterior",
    legend="sombreado, con una barra al lado: modificado desde la versión anterior",
    no_longer="suprimido",
    not_held="no hay sesión a esta hora este día",
    unplaced="Sin programar: {names}",
    changes="Cambios desde la versión anterior",
    gains="ahora también: {names}",
    loses="ya no figura: {names}",
    reorders="en otro orden: {names}",
    programme="Programa: {name}",
    nothing="no hay nada programado",
    page="Página",
    columns="Columnas: {names}.",
    rows="Filas: {names}.",
    both_ends="La hora figura en la primera y en la última columna.",
)
RUSSIAN = Tongue(
    code="ru",
    locale="ru_RU",
    word="ru-RU",
    rtl=False,
    joint="; ",
    comma=", ",
    dot=" · ",
    colon=": ",
    time="Время",
    room="Зал",
    body="Орган",
    session="Заседание",
    day="День",
    role="Роль",
    presides="председательствует",
    attends="участвует",
    presiding="председательствует: {name}",
    interpreted="устный перевод: {name}",
    side_events="Параллельные мероприятия",
    side_events_row="ПАРАЛЛЕЛЬНЫЕ МЕРОПРИЯТИЯ",
    tbc="подлежит подтверждению",
    continued="{text} (продолжение)",
    then="затем",
    revision="Rev.{number}",
    as_of="по состоянию на {moment}",
    draft="ПРОЕКТ",
    changed="изменено",
    changed_since="изменено по сравнению с предыдущим вариантом",
    legend="выделено фоном и чертой сбоку: изменено по сравнению с предыдущим вариантом",
    no_longer="исключено",
    not_held="в этот день заседаний в это время нет",
    unplaced="Пока не включено в расписание: {names}",
    changes="Изменения по сравнению с предыдущим вариантом",
    gains="теперь также: {names}",
    loses="исключено: {names}",
    reorders="в другом порядке: {names}",
    programme="Программа: {name}",
    nothing="ничего не запланировано",
    page="Стр.",
    columns="Столбцы: {names}.",
    rows="Строки: {names}.",
    both_ends="Время указано в первом и последнем столбцах.",
)
CHINESE = Tongue(
    code="zh",
    locale="zh_CN",
    word="zh-CN",
    rtl=False,
    joint="；",
    comma="，",
    dot=" · ",
    colon="：",
    time="时间",
    room="会议室",
    body="机构",
    session="会议",
    day="日期",
    role="职务",
    presides="主持",
    attends="出席",
    presiding="主持：{name}",
    interpreted="口译：{name}",
    side_events="会外活动",
    side_events_row="会外活动",
    tbc="待确认",
    continued="{text}（续）",
    then="随后",
    revision="Rev.{number}",
    as_of="截至{moment}",
    draft="草案",
    changed="有变动",
    changed_since="自上一版以来有变动",
    legend="带底色和侧边线：自上一版以来有变动",
    no_longer="已取消",
    not_held="当天无此时段",
    unplaced="尚未安排：{names}",
    changes="自上一版以来的变动",
    gains="新增：{names}",
    loses="不再安排：{names}",
    reorders="顺序调整：{names}",
    programme="日程：{name}",
    nothing="没有安排",
    page="页",
    columns="列：{names}。",
    rows="行：{names}。",
    both_ends="第一列和最后一列均为时间。",
)
ARABIC = Tongue(
    code="ar",
    locale="ar",
    word="ar-SA",
    rtl=True,
    joint="؛ ",
    comma="، ",
    dot=" \u200f· \u200f",
    colon=": ",
    time="الوقت",
    room="القاعة",
    body="الهيئة",
    session="الجلسة",
    day="اليوم",
    role="الصفة",
    presides="يتولى الرئاسة",
    attends="يشارك",
    presiding="الرئاسة: {name}",
    interpreted="الترجمة الشفوية: {name}",
    side_events="الأنشطة الجانبية",
    side_events_row="الأنشطة الجانبية",
    tbc="يؤكد لاحقا",
    continued="{text} (تابع)",
    then="ثم",
    revision="Rev.{number}",
    as_of="حتى {moment}",
    draft="مسودة",
    changed="معدل",
    changed_since="معدل منذ الإصدار السابق",
    legend="مظلل مع خط جانبي: معدل منذ الإصدار السابق",
    no_longer="حُذف",
    not_held="لا توجد جلسة في هذا الموعد من هذا اليوم",
    unplaced="لم يحدد موعده بعد: {names}",
    changes="التعديلات منذ الإصدار السابق",
    gains="أُضيف: {names}",
    loses="حُذف: {names}",
    reorders="بترتيب آخر: {names}",
    programme="البرنامج: {name}",
    nothing="لا يوجد شيء مقرر",
    page="صفحة",
    columns="الأعمدة: {names}.",
    rows="الصفوف: {names}.",
    both_ends="يرد الوقت في العمود الأول والعمود الأخير.",
)
TONGUES: Mapping[str, Tongue] = {
    known.code: known for known in (ENGLISH, FRENCH, SPANISH, RUSSIAN, CHINESE, ARABIC)
}
"""Code to language; English first, the others as the United Nations list their readers."""


def tongue(code: str) -> Tongue:
    """
    The words of a language.

    Raises
    ------
    ValueError
        There is no such language.
    """
    if code not in TONGUES:
        raise ValueError(f"there is no language {code!r} (languages: {', '.join(TONGUES)})")
    return TONGUES[code]
