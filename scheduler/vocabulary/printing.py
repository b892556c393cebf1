"""What can be exported: formats, views, languages, pictures, profiles of apps."""

from typing import Literal

Format = Literal["csv", "docx", "html", "ics", "json", "md", "pdf", "png", "svg", "xlsx", "xml"]
TableView = Literal["days", "rooms", "groups", "side-events", "programme", "list", "journal"]
ViewName = Literal[TableView, "sign"]
"""A sign at the door of a room is a page of its own; all others are tables in any form."""
LanguageCode = Literal["en", "fr", "es", "ru", "zh", "ar"]
"""A language that the annex can be printed in, by its two letters."""
Picture = Literal["grid", "gantt", "utilisation", "clashes"]
Profile = Literal["voc", "pretalx"]
"""
Profiles of files for apps: what the schema of the C3VOC allows, or what pretalx writes as well.
"""
