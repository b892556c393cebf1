"""Ctrl-C ends the building of a model, and nothing else at once."""

import pytest

from scheduler.errors import Interrupted
from scheduler.search.cpsat.running import Stop


def test_only_while_nothing_is_found_it_gives_up() -> None:
    stop = Stop()
    with pytest.raises(Interrupted), stop.building():
        stop.press()
    assert stop.pressed
    stop.press()  # it is not building any more
    with pytest.raises(Interrupted), stop.building():
        pytest.fail("it was pressed before")
