"""
Stores whose statements are compiled once in a process, and not once for each that is opened.

Each engine of SQLAlchemy has a dialect of its own, and what is compiled is kept by dialect. A
command opens one or two stores, a simulation thousands: compiling was half of what it cost.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import Dialect, Engine, create_engine


@contextmanager
def compiled_once() -> Iterator[None]:
    """Within it all stores in files share a dialect and what was compiled for it."""
    compiled: dict[Any, Any] = {}
    first: Dialect | None = None

    def create(*given: Any, **options: Any) -> Engine:
        nonlocal first
        engine = create_engine(*given, **options)
        engine.update_execution_options(compiled_cache=compiled)
        first = first or engine.dialect
        engine.dialect = engine.pool._dialect = first
        return engine

    with patch("scheduler.store.connection.create_engine", create):
        yield
