"""Which type describes what stands at a place of a scenario, and the names of its fields."""

from collections.abc import Iterable
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from scheduler.problem import KINDS, Scenario, Strict
from scheduler.scenario.yaml.tree import Node, find
from scheduler.vocabulary.locations import Loc


def model_in(root: Node, loc: Loc) -> type[Strict] | None:
    """As ``model_at``, with the type of a rule by the name that it has in the file."""
    if loc[:1] == ("rules",) and len(loc) > 1:
        named = find(root, (*loc[:2], "rule"))
        kind = KINDS.get(named.text) if named is not None else None
        return model_at(loc[2:], kind)
    return model_at(loc)


def model_at(
    loc: Iterable[str | int], model: type[Strict] | None = Scenario
) -> type[Strict] | None:
    """The type that describes what stands at a place: ``("rooms", 0)`` -> Room."""
    for step in loc:
        if isinstance(step, str) and model is not None:
            fields = [f for n, f in model.model_fields.items() if (f.alias or n) == step]
            model = _model_in(fields[0].annotation) if fields else None
    return model


def _model_in(annotation: Any) -> type[Strict] | None:
    """The one type of ours in ``tuple[Room, ...]`` or ``Overtime | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation if issubclass(annotation, Strict) else None
    if get_origin(annotation) in (tuple, frozenset, Union, UnionType, Annotated):
        inner = (_model_in(argument) for argument in get_args(annotation))
        return next((model for model in inner if model is not None), None)
    return None


def field_names(model: type[Strict] | None) -> tuple[str, ...]:
    """Names of the fields as the planner writes them."""
    if model is None:
        return ()
    return tuple(field.alias or name for name, field in model.model_fields.items())
