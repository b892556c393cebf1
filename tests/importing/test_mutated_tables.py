"""Odd tables are read or refused: no traceback, no other exit code; what is made passes `check`."""

from pathlib import Path
from random import Random

import pytest

import cli
from tests.draws import SHARES, rounds, sampled
from tests.importing import mutated

MAKERS = {
    "csv": (mutated.table, mutated.as_csv),
    "xlsx": (mutated.table, mutated.as_xlsx),
    "docx": (mutated.annex, mutated.as_docx),
}
CODES = (0, 2, 3)
"""Of an import: done, usage, and a file that cannot be read."""


def imported(form: str, seed: int, folder: Path) -> None:
    """One odd table, as a scenario and (of sheets) as a part and a timetable."""
    rng = Random(seed)
    table, written = MAKERS[form]
    source = folder / f"odd.{form}"
    source.write_bytes(written(table(rng), rng))
    whole, times = folder / "whole.yaml", folder / "times.json"
    for old in (whole, times):
        old.unlink(missing_ok=True)
    more = [] if form == "docx" else ["--whole", "--timetable", str(times)]
    code = cli.main(["import", form, str(source), "--to", str(whole), *more])
    assert code in CODES
    assert (code == 0) == whole.exists()
    if code == 0:
        assert cli.main(["check", str(whole)]) == 0
    if form != "docx":
        assert cli.main(["import", form, str(source)]) in CODES


@pytest.mark.parametrize("form", MAKERS)
@pytest.mark.parametrize("seed", sampled(range(12), 2))
def test_an_odd_table_is_read_or_refused(form: str, seed: int, tmp_path: Path) -> None:
    for number in range(seed * 40, seed * 40 + (1 if seed < 2 else 40)):
        imported(form, number, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize(("form", "times"), [("csv", 100_000), ("xlsx", 10_000), ("docx", 10_000)])
def test_odd_tables_for_hours(form: str, times: int, share: int, tmp_path: Path) -> None:
    rounds(f"odd tables: {form}", range(times), share, lambda seed: imported(form, seed, tmp_path))
