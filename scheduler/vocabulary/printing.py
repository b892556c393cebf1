"""What can be printed: formats, views, languages."""

from typing import Literal

Format = Literal["csv", "docx", "html", "ics", "json", "md", "pdf", "png", "svg", "xlsx", "xml"]
ViewName = Literal["days", "rooms", "groups", "side-events", "programme", "list"]
LanguageCode = Literal["en", "fr", "es", "ru", "zh", "ar"]
"""A language that the annex can be printed in, by its two letters."""
