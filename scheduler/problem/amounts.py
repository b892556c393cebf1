"""Numbers that a field of a scenario may hold, and texts that an expression describes."""

from typing import Annotated, Any

from pydantic import Field

Positive = Annotated[int, Field(gt=0, le=100_000, strict=True)]
Amount = Annotated[int, Field(ge=0, le=1_000_000, strict=True)]


def pattern(text: str) -> dict[str, Any]:
    """The schema of a text that a regular expression describes from end to end."""
    return {"type": "string", "pattern": f"^({text})$"}
