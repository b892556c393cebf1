"""One odd table through every way in which a table is imported."""

from pathlib import Path
from random import Random

import cli
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
