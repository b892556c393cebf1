"""Every defence is there, and its test fails once it is taken out."""

import os
import subprocess
import sys

import pytest

from tests.draws import ROOT
from tests.security.defences import DEFENCES, take_out

FAILED = 1
"""What pytest answers where tests ran and some failed; a crash of its own is another number."""


@pytest.mark.parametrize("name", DEFENCES)
def test_a_defence_is_where_it_is_taken_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    take_out(name, monkeypatch.setattr)


@pytest.mark.long
@pytest.mark.parametrize("name", DEFENCES)
def test_without_it_its_test_fails(name: str) -> None:
    options = ("-n0", "-q", "-p", "no:cacheprovider", "-p", "tests.security.without")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, DEFENCES[name].test],
        cwd=ROOT,
        env={**os.environ, "ROLLGRID_WITHOUT": name},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == FAILED, done.stdout + done.stderr
