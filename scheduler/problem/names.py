"""What a name in a statement stands for: a session, a group, a kind, or all."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Annotated, Protocol

from pydantic import BeforeValidator, Field

from scheduler.problem.fields import Text


class Named(Protocol):
    """What a name may stand for: a session's id, its groups, its kind."""

    @property
    def id(self) -> str: ...

    @property
    def groups(self) -> tuple[str, ...]: ...

    @property
    def kind(self) -> str: ...


def by_name(sessions: Iterable[Named]) -> dict[str, tuple[tuple[int, str], ...]]:
    """(position, id) of the sessions that each name of a statement stands for."""
    by_word: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for n, session in enumerate(sessions):
        plain = [word for word in (session.id, *session.groups) if ":" not in word]
        groups = [f"group:{group}" for group in session.groups]
        for name in (*plain, "all", f"session:{session.id}", *groups, f"kind:{session.kind}"):
            by_word[name][n] = session.id
    return {name: tuple(ids.items()) for name, ids in by_word.items()}


def united(named: Iterable[tuple[tuple[int, str], ...]]) -> tuple[str, ...]:
    """The ids of all of these, each once, in order of their positions."""
    return tuple(id for _, id in sorted({pair for ids in named for pair in ids}))


Names = Annotated[
    tuple[Text, ...],
    Field(min_length=1),
    BeforeValidator(lambda v: (v,) if isinstance(v, str | int) else v),
]
"""Sessions by name; one name may stand without the list."""
