"""
Timetables for sessions of Working Groups: solve, verify, replan, explain, print.

For scripts and notebooks; docs/reference/python.md shows how. ``__init__.pyi`` beside this file
says what there is and where it lives. Importing this loads next to nothing: a name is loaded when
it is first used, the solver only by what solves.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

__version__ = "1.0.0"


@cache
def _public() -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """How a name is loaded, and all names: read from the stub at the first use of either."""
    from lazy_loader import attach_stub  # no command needs it

    return attach_stub(__name__, __file__)


def __getattr__(name: str) -> Any:
    # ``from scheduler import model`` asks here first; reading the stub would cost it 5 ms
    if (Path(__file__).parent / name).is_dir():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r} yet: import it")
    load, _, names = _public()
    return names if name == "__all__" else load(name)


def __dir__() -> list[str]:
    return _public()[1]()
