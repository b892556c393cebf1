"""What an annex prints after a name: its number, (closed), [webcast], which languages there are."""

import re
from dataclasses import dataclass

from scheduler.letter.folding import plain

CLOSED = (
    *("closed", "closed meeting", "closed session", "private", "in camera", "séance privée"),
    *("privée", "séance fermée", "fermée", "huis clos", "à huis clos", "sesión privada"),
    *("privada", "cerrada", "sesión cerrada", "закрытое заседание", "закрытое", "非公开"),
    *("闭门", "闭门会议", "جلسة مغلقة", "مغلقة"),
)
OPEN = (
    *("open", "open meeting", "open session", "public", "public meeting", "séance publique"),
    *("publique", "ouverte", "sesión pública", "pública", "abierta", "sesión abierta"),
    *("открытое заседание", "открытое", "公开", "公开会议", "جلسة علنية", "علنية", "مفتوحة"),
)
WEBCAST = (
    *("webcast", "live", "livestream", "live stream", "diffusion en ligne", "webdiffusion"),
    *("transmisión web", "en directo", "веб-трансляция", "网播", "网络直播", "بث شبكي"),
)
SPOKEN = (
    *("no interpretation", "sans interprétation", "sin interpretación"),
    *("без устного перевода", "无口译", "بدون ترجمة شفوية"),
)
CHANGED = ("changed", "modifié", "modificado", "изменено", "有变动", "معدل")
"""What stands above the sessions of a cell that is another one than in the issue before."""
ONLY = re.compile(r"\bonly$|\bseulement$|\bunicamente$|^только\b|^仅|\bفقط$")
INTO = re.compile(r"(?:interpretation|interpretacion|устныи перевод|口译|ترجمة شفوية) ?[:：] ?\S")
"""Into which languages, as ``plain`` leaves it."""
BRACKETS = re.compile(r"\s*[(（\[]([^()（）\[\]]{1,120})[)）\]]\s*$")
NUMBER = re.compile(
    r"\s*[,،，]\s*(?:(?P<n>\d{1,3})(?:st|nd|rd|th) meeting|(?P<f>\d{1,3})(?:re|er|e|ère|ème) séance"
    r"|(?P<s>\d{1,3})\.?ª sesión|(?P<r>\d{1,3})-е заседание|第(?P<z>\d{1,3})次会议"
    r"|الجلسة (?P<a>\d{1,3}))\s*$",
    re.IGNORECASE,
)
FLOOR = re.compile(
    r"^(.*\S)\s*[(（]([^()（）]*(?:floor|level|storey|basement|étage|rez-de-chaussée|niveau"
    r"|sous-sol|planta|piso|nivel|sótano|этаж|уровень|层|楼|طابق)[^()（）]*)[)）]$",
    re.IGNORECASE,
)
_CLOSED, _OPEN, _WEBCAST, _SPOKEN, _CHANGED = (
    frozenset(map(plain, words)) for words in (CLOSED, OPEN, WEBCAST, SPOKEN, CHANGED)
)


@dataclass(frozen=True, slots=True)
class Marks:
    """
    The marks of a name: whether it is closed, webcast; which meeting of its body.

    ``interpretation``: what is said of it, as printed. ``unread``: what was not read.
    """

    closed: bool = False
    webcast: bool = False
    number: int | None = None
    unread: tuple[str, ...] = ()
    interpretation: str = ""


NO_MARKS = Marks()


def without_marks(text: str) -> tuple[str, Marks]:
    """``WGTU, 3rd meeting (closed) [webcast]`` is ``WGTU``, and what its marks say."""
    closed = webcast = False
    interpretation = ""
    name = text
    while (match := BRACKETS.search(name)) is not None and name[: match.start()].strip():
        said = plain(match[1])
        if said in _SPOKEN or ONLY.search(said) or INTO.match(said):
            interpretation = match[0].strip()
        elif said not in _CLOSED | _OPEN | _WEBCAST:
            break
        closed |= said in _CLOSED
        webcast |= said in _WEBCAST
        name = name[: match.start()]
    numbered = NUMBER.search(name)
    number = next(filter(None, numbered.groups())) if numbered is not None else None
    if numbered is not None and name[: numbered.start()].strip():
        name = name[: numbered.start()]
    counted = int(number) if number else None
    return name, Marks(closed, webcast, counted, interpretation=interpretation)


def is_change_mark(text: str) -> bool:
    """Whether it only says that its cell changed; of an annex in two languages, in both."""
    return bool(text) and all(plain(word) in _CHANGED for word in text.split("/"))


def room_and_floor(text: str) -> tuple[str, str]:
    """``Plenary Hall (ground floor)``: its name, and its floor, if that is said."""
    match = FLOOR.match(text)
    return (match[1], match[2].strip()) if match is not None else (text, "")
