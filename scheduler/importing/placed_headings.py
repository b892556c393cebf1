"""Headings of tables that say when and where, in the six languages."""

import re
from collections.abc import Mapping

from scheduler.letter.folding import plain
from scheduler.scenario.tables.cells import Cell

WORDS: Mapping[str, tuple[str, ...]] = {
    "date": (
        *("date", "day", "session date", "event date", "jour", "fecha", "dia", "дата", "день"),
        *("日期", "日", "التاريخ", "اليوم"),
    ),
    "start": (
        *("start", "starts", "begin", "begins", "from", "start time", "starting time", "time"),
        *("hours", "hour", "starttime", "start hour", "heure", "heures", "debut", "horaire"),
        *("heure de debut", "hora", "horas", "horario", "inicio", "hora de inicio", "comienzo"),
        *("desde", "начало", "время", "время начала", "开始", "开始时间", "时间", "البداية"),
        *("الوقت", "وقت البدء", "من"),
    ),
    "end": (
        *("end", "ends", "finish", "until", "to", "end time", "ending time", "endtime", "fin"),
        *("heure de fin", "jusqu a", "hasta", "hora de fin", "final", "termino", "конец"),
        *("окончание", "время окончания", "结束", "结束时间", "النهاية", "إلى", "وقت الانتهاء"),
    ),
    "room": (
        *("room", "rooms", "location", "venue", "place", "hall", "salle", "lieu", "sala"),
        *("lugar", "salon", "зал", "комната", "помещение", "место", "房间", "会议室", "会议厅"),
        *("地点", "القاعة", "الغرفة", "المكان"),
    ),
    "title": (
        *("title", "name", "session", "session title", "event", "meeting", "subject", "topic"),
        *("activity", "titre", "intitule", "seance", "reunion", "titulo", "sesion", "evento"),
        *("nombre", "название", "заседание", "мероприятие", "тема", "标题", "名称", "会议"),
        *("会议名称", "主题", "العنوان", "الجلسة", "الاجتماع"),
    ),
    "id": ("id", "code", "session id", "event id"),
    "minutes": (
        *("minutes", "duration", "min", "length", "duree", "duracion", "длительность"),
        *("продолжительность", "时长", "المدة"),
    ),
    "group": (
        *("group", "body", "track", "groupe", "organe", "grupo", "organo", "группа", "орган"),
        *("机构", "组", "المجموعة", "الهيئة"),
    ),
    "label": ("label",),
    "joint": ("joint",),
    "kind": ("kind", "type", "tipo", "тип", "类型", "النوع"),
    "chairs": ("chairs",),
    "speakers": (
        *("speaker", "speakers", "speaker s", "presenter", "presenters", "presented by"),
        *("moderator", "moderators", "chair", "chairperson", "panellists", "panelists"),
        *("intervenant", "intervenants", "intervenante", "orateur", "orateurs", "president"),
        *("ponente", "ponentes", "orador", "oradores", "presidente", "moderador"),
        *("докладчик", "докладчики", "выступающий", "выступающие", "председатель"),
        *("发言人", "演讲人", "主讲人", "主席", "المتحدث", "المتحدثون", "الرئيس"),
    ),
    "attendance": ("attendance", "participants", "participantes", "участники", "人数"),
    "organiser": (
        *("organiser", "organizer", "organised by", "organisateur", "organizador", "организатор"),
        *("主办方", "المنظم", "organisers", "organizers"),
    ),
    "description": (
        *("description", "abstract", "summary", "resume", "descripcion", "resumen", "описание"),
        *("说明", "摘要", "الوصف"),
    ),
    "items": (
        *("items", "item", "agenda item", "agenda items", "point", "points", "tema", "temas"),
        *("point de l ordre du jour", "points de l ordre du jour", "tema del programa"),
        *("пункт повестки дня", "пункты повестки дня", "议程项目", "بند جدول الأعمال"),
    ),
    "documents": (
        *("documents", "document", "symbols", "symbol", "papers", "cotes", "documentos"),
        *("документы", "文件", "الوثائق"),
    ),
    "tbc": ("tbc",),
    "closed": (
        *("closed", "closed meeting", "open or closed", "open closed", "access", "acces"),
        *("ouvert ou ferme", "ouverte ou fermee", "ferme", "fermee", "huis clos", "acceso"),
        *("abierta o cerrada", "abierto o cerrado", "cerrada", "cerrado", "закрытое"),
        *("открытое или закрытое", "доступ", "非公开", "公开或非公开", "مغلق", "مفتوح أو مغلق"),
    ),
    "webcast": (
        *("webcast", "livestream", "live stream", "diffusion sur le web", "webdiffusion"),
        *("transmision por internet", "transmision web", "веб трансляция", "网播", "网络直播"),
        "بث شبكي",
    ),
    "meeting_number": (
        *("meeting number", "meeting no", "number of meeting", "no of meeting"),
        *("numero de seance", "numero de la seance", "numero de reunion", "numero de sesion"),
        *("номер заседания", "会议编号", "第几次会议", "رقم الجلسة"),
    ),
    "part": ("part",),
    "parts": ("parts",),
    "room_name": ("room name",),
    "team": ("team",),
    "unplaced": ("unplaced",),
    "weekday": ("weekday",),
    "presiding": ("presiding",),
}
FIELDS = {
    re.sub(r"\W+", " ", plain(word)).strip(): field for field, ws in WORDS.items() for word in ws
}
OURS = frozenset({"session", "part", "parts", "start", "end"})
"""Headings of a table that ``export csv`` wrote: there ``session`` is an id."""


def folded(heading: str) -> str:
    """``Start_Time:`` -> ``start time``"""
    return re.sub(r"[\W_]+", " ", plain(heading)).strip()


def columns_of(heads: Mapping[int, Cell]) -> dict[int, str] | None:
    """
    The field of each column that is known; None if the columns do not say when.

    A second column of a field is not known; ``session`` is an id where it is ours, or where
    another column has the title.
    """
    words = {at: folded(cell.text) for at, cell in heads.items()}
    named = {at: FIELDS[word] for at, word in words.items() if word in FIELDS}
    if set(words.values()) >= OURS or [*named.values()].count("title") > 1:
        named |= {at: "id" for at in named if words[at] == "session"}
    columns: dict[int, str] = {}
    for at, field in named.items():
        if field not in columns.values():
            columns[at] = field
    return columns if "start" in columns.values() else None
