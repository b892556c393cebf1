"""The tables by name, for queries; how they are made and guarded is in ``migrations``."""

from sqlalchemy import Integer, LargeBinary, TableClause, Text, column, table


def _table(name: str, texts: str, numbers: str = "number", blobs: str = "") -> TableClause:
    types = ((numbers, Integer), (texts, Text), (blobs, LargeBinary))
    return table(name, *(column(c, kind) for names, kind in types for c in names.split()))


STAMPED = "author at remark before sha256"
"""Who and when; ``before``: the sha256 of the row that this one's sha256 vouches for too."""

store_steps = _table("store_steps", "name at")
scenarios = _table("scenarios", "sha256 text at", "")
revisions = _table(
    "revisions",
    f"meeting scenario cause command versions costs bounds timetable {STAMPED}",
    "number parent seed alternative_to",
)
publications = _table("publications", f"content notices_sha256 {STAMPED}", "number draft notices")
head = _table("head", "", "id number")
facts = _table("facts", f"kind text {STAMPED}", "number undoes")
pins = _table("pins", f"session place reason {STAMPED}", "number undoes")
waivers = _table("waivers", f"rule subject reason until {STAMPED}", "number undoes")
notices = _table("notices", "recipient text sha256", "publication", "eml ics")
notice_marks = _table("notice_marks", f"recipient state {STAMPED}", "number publication")
dropped_notices = _table(
    "dropped_notices", f"recipient state reason {STAMPED}", "number publication"
)
acknowledgements = _table("acknowledgements", f"code message reason {STAMPED}", "number undoes")
sweep_results = _table("sweep_results", "key sweep name job result at sha256", "")

CHAINED = (facts, pins, waivers, notice_marks, dropped_notices, acknowledgements)
"""Numbered from 1; every row vouches for the one before."""
