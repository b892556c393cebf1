"""The time zone of a city, by its name in the languages that people plan in."""

from collections.abc import Mapping
from functools import cache

from scheduler.letter.annex_skeleton import ZONES
from scheduler.letter.folding import plain

LANGUAGES = ("en", "fr", "es", "de", "it", "pt", "nl", "ru", "zh", "ar")
"""In which Unicode's CLDR, by Babel, names the city of each zone."""
WITHOUT_ZONE = {
    **dict.fromkeys(("genf", "ginevra", "genebra", "bern", "berne", "basel"), "Europe/Zurich"),
    **dict.fromkeys(("lausanne", "montreux", "davos"), "Europe/Zurich"),
    **dict.fromkeys(("den haag", "haag", "haia"), "Europe/Amsterdam"),
    **dict.fromkeys(("strasbourg", "straßburg", "strassburg", "estrasburgo"), "Europe/Paris"),
    **dict.fromkeys(("hamburg", "munchen", "munich", "frankfurt"), "Europe/Berlin"),
    "washington": "America/New_York",
}
"""Where people meet whose zone is called after another city."""


def zone_of_city(name: str) -> str:
    """
    The IANA zone of a city, such as Wien, Vienne, Ginebra or Den Haag; empty if none is known.

    What stands behind a comma or in brackets is passed over. A name that several zones have is not
    known.
    """
    word = plain(name.partition(",")[0].partition("(")[0])
    own = ZONES.get(word) or {plain(city): zone for city, zone in WITHOUT_ZONE.items()}.get(word)
    if own is not None:
        return own
    zones = _zones_by_city().get(word, frozenset())
    return next(iter(zones)) if len(zones) == 1 else ""


@cache
def _zones_by_city() -> Mapping[str, frozenset[str]]:
    from babel import Locale

    made: dict[str, frozenset[str]] = {}
    for language in LANGUAGES:
        for zone, names in Locale.parse(language).time_zones.items():
            city = plain(str(names.get("city", "")))
            if city:
                made[city] = made.get(city, frozenset()) | {zone}
    return made
