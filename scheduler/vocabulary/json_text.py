"""JSON as every answer and file has it: equal content gives equal text."""

import json
from datetime import UTC, datetime, tzinfo


def json_text(content: object, zone: tzinfo) -> str:
    """
    Plain data with an indent of two and a newline at the end.

    Moments are written with the offset that they have in ``zone``, sets in order.
    """

    def plain(value: object) -> str | list[str]:
        if isinstance(value, datetime):
            return value.astimezone(UTC).astimezone(zone).isoformat()
        if isinstance(value, frozenset):
            return sorted(value)
        raise TypeError(f"{type(value).__name__} is not for JSON")

    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False, default=plain)
    return f"{text}\n"
