"""Which store, and who writes to it."""

import os
from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter

AUTHOR = "ROLLGRID_AUTHOR"
"""The variable that says who writes to a store."""


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class StoreOption:
    """Which store."""

    store: Annotated[
        str | None,
        Parameter(
            help="The store: a file or postgresql:// URL (default: ROLLGRID_STORE, "
            "else the one here)."
        ),
    ] = None


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class Author(StoreOption):
    """Who writes to which store."""

    by: Annotated[
        str | None,
        Parameter(
            help="The office that acts, for the log (default: ROLLGRID_AUTHOR, else planner)."
        ),
    ] = None

    @property
    def name(self) -> str:
        """Never the name of the account: that is somebody's own."""
        return (self.by or os.environ.get(AUTHOR) or "planner").strip()
