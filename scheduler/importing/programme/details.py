"""What a programme tells of talks besides when and where they are; names of persons stay out."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from scheduler.importing.new_ids import NewIds
from scheduler.importing.person_names import PersonNames
from scheduler.importing.programme.source import RawLink, RawTalk, tidy
from scheduler.importing.round_trip import Remembered
from scheduler.problem.fields import ADDRESS
from scheduler.scenario.tables.sessions import slug

TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
SYMBOL = re.compile(r"(?=\S*\d)[^\s:/]+(?:/[^\s:/]+)+")
"""``CSP11/WGTU/2``"""
LONGEST = 2_000
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Details:
    """``description`` on one line; ``links``: pages, each with what it is called."""

    description: str = ""
    links: tuple[RawLink, ...] = ()


@dataclass(slots=True)
class DetailReader:
    """
    Reads the details of talks; counts what it leaves out.

    A text that names one of the ``people`` of the programme is left out, for a scenario holds no
    names of persons.
    """

    people: PersonNames
    personal: int = 0
    cut: int = 0

    @classmethod
    def of(cls, talks: Iterable[RawTalk], ours: Remembered | None) -> "DetailReader":
        """What we wrote ourselves names offices."""
        names = (name for talk in talks for name in talk.people)
        return cls(PersonNames.of(names if ours is None else ()))

    def read(self, talk: RawTalk, ours: Remembered | None) -> Details:
        """What it is about, and papers; of ours the papers are remembered."""
        if ours is not None:
            return Details(tidy(talk.fields["abstract"]))
        text = _bare(talk.fields["abstract"]) or _bare(talk.fields["description"])
        if text and self.people.are_in(text):
            self.personal += 1
            text = ""
        if len(text) > LONGEST:
            self.cut += 1
            text = f"{text[: LONGEST - 4].rsplit(' ', 1)[0]} ..."
        return Details(text, tuple(self._links(talk.links)))

    def _links(self, links: Iterable[RawLink]) -> Iterator[RawLink]:
        for link in links:
            url, text = link.url.strip(), tidy(_bare(link.text))
            if re.fullmatch(ADDRESS, url) is None:
                continue
            if self.people.are_in(f"{text} {url}"):
                self.personal += 1
            else:
                yield RawLink(url, text)

    @property
    def remarks(self) -> list[str]:
        """What was left out, in words."""
        said = []
        if self.personal:
            are = "1 text names" if self.personal == 1 else f"{self.personal:,} texts name"
            said.append(f"descriptions and links: {are} persons of the programme: left out")
        if self.cut:
            said.append(f"descriptions cut to {LONGEST:,} letters: {self.cut:,}")
        return said


def papers(told: Iterable[tuple[str, Iterable[RawLink]]], taken: Iterable[str] = ()) -> list[Entry]:
    """
    Each page once as a document, with all sessions that name it.

    ``told``: ids of sessions, each with its links. ``taken``: ids that are no more to be had.
    """
    ids = NewIds(taken)
    made: dict[str, Entry] = {}
    for session, links in told:
        for link in links:
            entry = made.get(link.url)
            if entry is None:
                id = ids.new(_short_name(link))
                made[link.url] = entry = {"id": id, **_called(link), "url": link.url}
                entry["sessions"] = []
            if session not in entry["sessions"]:
                entry["sessions"].append(session)
    return [*made.values()]


def _short_name(link: RawLink) -> str:
    """Made of what it is called, else of the end of its address."""
    return slug(link.text or link.url.rstrip("/").rpartition("/")[2])


def _called(link: RawLink) -> Entry:
    """``CSP11/1: Draft report`` has a symbol and a title, and so may be either alone."""
    symbol, colon, rest = link.text.partition(": ")
    if SYMBOL.fullmatch(symbol):
        return {"symbol": symbol} | ({"title": rest} if colon and rest else {})
    return {"title": link.text} if link.text and link.text != link.url else {}


def _bare(text: str) -> str:
    """On one line, without tags and entities of HTML."""
    shown = html.unescape(TAG.sub(" ", text)) if "<" in text or "&" in text else text
    return re.sub(r"\s+", " ", shown).strip()
