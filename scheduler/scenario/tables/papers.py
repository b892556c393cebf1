"""Symbols and links of documents as a cell names them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

URL = re.compile(r"https?://[!-;=?-~]+")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: its symbol, or the end of its link where it has none; and its link, if any."""

    symbol: str
    url: str


def papers_in(text: str) -> Iterator[Paper]:
    """``ATT/CSP11/1; ATT/CSP11/2 <https://example.org/2.pdf>``"""
    between = r";\s+" if "://" in text else ";"
    for word in filter(None, map(str.strip, re.split(between, text))):
        found = URL.search(word)
        url = found[0].rstrip(".,)>") if found is not None else ""
        symbol = (word.replace(found[0], "") if found is not None else word).strip(" <>(),")
        yield Paper(symbol or url.rstrip("/").rpartition("/")[2], url)
