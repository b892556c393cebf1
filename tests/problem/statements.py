"""Two statements of every rule that differ in every field, and the fields that a sentence omits."""

from typing import Any

_ONE_BODY = {"of": ("WGTU", "WGETI"), "each": None}
_EACH_BODY = {"of": None, "each": ("a", "b", "c", "d", "e")}

PAIRS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "precedence": (
        {"first": ("a",), "then": ("b",), "lag": 0, "slots": 0, "days": 1},
        {"first": ("c",), "then": ("d",), "lag": 30, "slots": 2, "days": 3},
    ),
    "conflict": (
        {"of": ("a", "b"), "against": None, "kind": "", "count": "minutes", "one_way": False},
        {"of": ("c",), "against": ("d", "e"), "kind": "x", "count": "pairs", "one_way": True},
    ),
    "adjacency": (
        {"first": "a", "then": "b", "within": 0, "same_room": True, "either_order": False},
        {"first": "c", "then": "d", "within": 15, "same_room": False, "either_order": True},
    ),
    "together": ({"of": ("a", "b"), "same": "day"}, {"of": ("a", "c"), "same": "room"}),
    "spread": (_ONE_BODY | {"most": 1}, _EACH_BODY | {"most": 2}),
    "frequency": (_ONE_BODY | {"most": 1, "days": 2}, _EACH_BODY | {"most": 3, "days": 7}),
    "days_apart": (
        {"sessions": ("a", "b"), "least": 1, "most": None, "never": ()},
        {"sessions": ("c", "d"), "least": 2, "most": 3, "never": (4, 5)},
    ),
    "room_stability": (_ONE_BODY | {"per": "meeting"}, _EACH_BODY | {"per": "day"}),
    "concurrency": ({"of": ("all",), "most": 2}, {"of": ("kind:plenary",), "most": 1}),
    "nothing_after": ({"of": ("all",), "after": "18:00"}, {"of": ("a",), "after": "20:30"}),
    "opening": ({"session": "a", "of": None}, {"session": "b", "of": ("c", "d")}),
    "closing": (
        {"session": "a", "of": None, "reserve": 0},
        {"session": "b", "of": ("c", "d"), "reserve": 60},
    ),
    "reserve": (
        {"rooms": 1, "among": None, "slots": None},
        {"rooms": 2, "among": ("plenary",), "slots": ("morning",)},
    ),
    "fairness": (
        _ONE_BODY | {"share": "slots", "slots": ("evening",), "by": "group"},
        _EACH_BODY | {"share": "slots", "slots": ("late",), "by": "region"},
    ),
    **dict.fromkeys(
        ("prefer", "avoid"),
        (
            {
                "of": ("a",),
                "count": "sittings",
                "slots": ("morning",),
                "days": ("2025-02-25",),
                "rooms": ("plenary",),
                "hours": ("09:00", "12:00"),
            },
            {
                "of": ("b", "c"),
                "count": "room-slots",
                "slots": None,
                "days": None,
                "rooms": None,
                "hours": ("10:00", "13:00"),
            },
        ),
    ),
    "exclusive": (_ONE_BODY, _EACH_BODY),
    "contiguous": (_ONE_BODY, _EACH_BODY),
    "parallel": (_ONE_BODY, _EACH_BODY),
    "position": (
        {"session": "a", "at": 1, "of": ("all",)},
        {"session": "b", "at": 2, "of": ("WGTU",)},
    ),
}
"""By rule: all fields but its name, its level, weight and waiver."""

OMITTED: dict[str, set[str]] = {
    "conflict": {"kind", "count", "one_way"},
    "adjacency": {"same_room", "either_order"},
    "room_stability": {"per"},
    "opening": {"of"},
    "closing": {"of"},
    "reserve": {"among", "slots"},
    "fairness": {"share", "slots", "by"},
}
"""Fields of which the sentence says nothing; a field that is added belongs into the sentence."""

OFF_GRID: dict[str, set[str]] = {
    "precedence": {"slots", "days"},
    "adjacency": {"within"},  # minutes, but all gaps are whole ticks: none lies between
    "spread": {"most"},
    "frequency": {"most", "days"},
    "days_apart": {"least", "most", "never"},
    "concurrency": {"most"},
    "reserve": {"rooms"},
    "position": {"at"},
}
"""Fields of numbers that no time grid has to meet: they count something else than minutes."""
