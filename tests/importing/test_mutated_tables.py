"""Odd tables are read or refused: no traceback, no other exit code; what is made passes `check`."""

from pathlib import Path

import pytest

from tests.importing.imported import MAKERS, imported


@pytest.mark.parametrize("form", MAKERS)
@pytest.mark.parametrize("seed", [0, 40])
def test_an_odd_table_is_read_or_refused(form: str, seed: int, tmp_path: Path) -> None:
    """By the hundred and for hours in ``tests/hostile``."""
    imported(form, seed, tmp_path)
