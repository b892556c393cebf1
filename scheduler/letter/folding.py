"""Text as words are compared."""

import unicodedata


def plain(text: str) -> str:
    """As words are compared: no case, no accents, no marks of direction, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = (
        c for c in folded if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"
    )
    return " ".join("".join(letters).split())
