"""Which draws are tried when: a few in every run, more in the suite marked ``ci``."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

import pytest


def sampled(values: Iterable[Any], always: int) -> list[Any]:
    """Values to parametrize with: the first ``always`` in every run, the others marked ``ci``."""
    rest = iter(values)
    return [*islice(rest, always), *(_ci(value) for value in rest)]


def _ci(value: Any) -> Any:
    many = value if isinstance(value, tuple) else (value,)
    return pytest.param(*many, marks=pytest.mark.ci)
