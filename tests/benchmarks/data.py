"""Where the real instances lie: they are read from outside the project, never copied into it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data"


def folder() -> Path:
    """Named by ROLLGRID_DATA, or beside the checkout."""
    return Path(os.environ.get("ROLLGRID_DATA", BESIDE))


def read(path: Path) -> Any:
    """The JSON of an instance."""
    return json.loads(path.read_text(encoding="utf-8"))


def instance(name: str) -> Any:
    """The JSON of an instance such as ``ietf/ietf106``; the test is skipped where it is missing."""
    path = folder() / f"{name}.json"
    if not path.is_file():
        pytest.skip(f"no instance {path}: name the folder with ROLLGRID_DATA")
    return read(path)
