"""What lies at the top of the project is what the design puts there: nothing is left about."""

import subprocess

import pytest

from tests.draws import ROOT

FOLDERS = {".ci", "docs", "scenarios", "scheduler", "tests"}
FILES = {
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "cli.py",
    "pyproject.toml",
    "requirements.txt",
}


def test_nothing_else_is_kept_at_the_top() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout: what is kept is not known")
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    tops = {line.split("/", 1)[0] for line in kept.stdout.splitlines()}
    assert tops <= FOLDERS | FILES
