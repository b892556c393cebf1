"""
The stubs that a printed timetable has to keep, made of the files and docs/reference/annex.md alone.

As ``promised``: nothing of ``scheduler/render`` is asked here.
"""

from dataclasses import replace

from scheduler.problem import Problem
from scheduler.timetable import Record
from tests.render.reading.contents import contents, left
from tests.render.reading.promised import Cell, Content, Promises, plain, words
from tests.render.reading.whereabouts import places


def with_stubs(
    problem: Problem, record: Record, before: Record, language: str, *, clean: bool
) -> dict[Cell, Content]:
    """What every cell says, with stubs; ``clean``: and nothing else of what was."""
    now, was = (Promises(problem, r.sittings, language) for r in (record, before))
    found = contents(problem, record, None if clean else before, language)
    held_now = {cell: {one.session.id for one in there} for cell, there in now.cells().items()}
    for held, told in sorted(places(problem, was, now), key=lambda pair: pair[0].order):
        cell, name = now.cell(held), now.name(held.session)
        if held.session.id not in held_now.get(cell, ()):
            stub = plain(words(language)["stub"].format(name=name, place=told))
            said = found.get(cell, Content(()))
            lines = (*said.lines, stub)
            found[cell] = replace(said, lines=lines, gone=said.gone - {left(name, told, language)})
    return found
