"""What apps show of a talk besides when and where it is: what it is about, papers, marks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scheduler.problem import Problem, Session, Sitting
from scheduler.render.languages.languages import language_of
from scheduler.render.layout.details import numbered
from scheduler.render.layout.printed_names import PrintedNames, printed_names
from scheduler.render.words import printable

LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Link:
    """A page to read, and what it is called."""

    url: str
    text: str


@dataclass(frozen=True)
class TalkDetails:
    """The words of a meeting; ``numbers`` of its meetings, by session and part."""

    names: PrintedNames
    numbers: Mapping[tuple[str, int], int]

    @classmethod
    def of(cls, problem: Problem, sittings: Iterable[Sitting]) -> "TalkDetails":
        names = printed_names(problem, language_of(LANGUAGE), compared=False)
        return cls(names, numbered(problem, sittings))

    def subtitle(self, sitting: Sitting, session: Session | None) -> str:
        """The long title where a label is printed; the number of the meeting, marks, the part."""
        full = printable(session.title) if session is not None and session.label else ""
        number = self.numbers.get((sitting.session, sitting.part))
        marks = self.names.marks(session, number) if session is not None else ""
        part = f"Part {sitting.part} of {sitting.parts}" if sitting.parts > 1 else ""
        return ", ".join(text for text in (f"{full}{marks}".strip(", "), part) if text)

    def abstract(self, session: Session | None) -> str:
        """What it is about, as the planner says it."""
        return printable(session.description) if session is not None else ""

    def description(self, sitting: Sitting, session: Session | None) -> str:
        """How it is held, items of the agenda, papers without a page, who organises it."""
        return "\n".join(self._lines(sitting, session))

    def _lines(self, sitting: Sitting, session: Session | None) -> Iterator[str]:
        if any(sitting.session in order.order for order in self.names.problem.rolling):
            yield self.names.language.calendar.rolling
        if session is None:
            return
        about = session.model_copy(update={"description": "", "descriptions": None})
        for detail in self.names.details(about, sitting.part):
            if detail.url is None:
                yield detail.text

    def links(self, session: Session | None) -> tuple[Link, ...]:
        """Papers that have a page."""
        if session is None or session.id not in self.names.documents:
            return ()
        papers = self.names.details(session, 1)
        return tuple(Link(p.url, p.text) for p in papers if p.url is not None)
