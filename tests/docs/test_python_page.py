"""docs/reference/python.md is run as it is written, one block after the other."""

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.ci
def test_the_page_is_run_as_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in BLOCKS:
        exec(compile(block, "docs/reference/python.md", "exec"), names)
        assert capsys.readouterr().out or "print" not in block
    assert {path.name for path in tmp_path.iterdir()} >= {"annex.docx", "page.html", "csp11.json"}


def test_every_function_of_the_interface_is_on_the_page() -> None:
    import scheduler

    assert not [name for name in scheduler.__all__ if name not in PAGE]
