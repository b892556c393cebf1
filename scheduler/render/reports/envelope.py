"""The envelope of every answer in JSON: one object, the version of its format first."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo

FORMAT_VERSION = 1


def to_json(content: Mapping[str, object], zone: tzinfo = UTC) -> bytes:
    """
    The fields of an answer as one object in UTF-8; equal fields give equal bytes.

    Parameters
    ----------
    content
        Plain data; moments are written with the offset that they have in ``zone``, sets in order.
    """

    def plain(value: object) -> str | list[str]:
        if isinstance(value, datetime):
            return value.astimezone(UTC).astimezone(zone).isoformat()
        if isinstance(value, frozenset):
            return sorted(value)
        raise TypeError(f"{type(value).__name__} is not for an answer in JSON")

    fields = {"format_version": FORMAT_VERSION, **content}
    text = json.dumps(fields, indent=2, ensure_ascii=False, allow_nan=False, default=plain)
    return f"{text}\n".encode(errors="replace")  # a file's name need not be UTF-8
