"""What a test needs of the machine: without it the test is skipped, but under ``CI`` it fails."""

import os
import shutil
from typing import NoReturn

import pytest


def tool(name: str) -> str:
    """The path of a program."""
    found = shutil.which(name)
    return found if found is not None else missing(name)


def missing(what: str) -> NoReturn:
    """Say what is not there; never silently in continuous integration."""
    if os.environ.get("CI"):
        pytest.fail(f"not installed: {what}")
    pytest.skip(f"not installed: {what}")
