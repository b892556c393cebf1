"""A draft in which a session loses its place is published only if somebody says so."""

import sys
from io import StringIO

import pytest

from tests.desk.conftest import Planner

SAID = "WGTU loses its place"


class Terminal(StringIO):
    """Somebody sits there, and answers."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def losing(planner: Planner) -> Planner:
    """A pin and what runs over leave no room for WGTU: a draft."""
    planner.published()
    planner.says("pin", "wgtu", "--at", "2025-02-27 11:30", "--reason", "the minister")
    planner.says("report", "overrun", "cei", "30m", "--at", "2025-02-26 17:10")
    planner.says("replan", "--policy", "roll")
    return planner


def test_without_a_terminal_it_is_named_and_not_published(losing: Planner) -> None:
    losing.says("publish", code=2)
    assert f"{SAID}: add --yes to publish anyway" in losing.err
    issue = losing.json("publish", "--yes")
    assert (issue["published"], issue["lost"]) == (1, ["wgtu"])


def test_it_is_the_first_line_of_what_is_published(losing: Planner) -> None:
    first, second, *_ = losing.says("publish", "--yes").splitlines()
    assert first.strip() == SAID
    assert second.strip().startswith("Rev.1 is published")


def test_the_planner_is_asked(losing: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    for answer, code in (("n\n", 1), ("\n", 1), ("y\n", 0)):
        monkeypatch.setattr(sys, "stdin", Terminal(answer))
        monkeypatch.setattr(sys, "stderr", shown := Terminal())
        losing.says("publish", code=code)
        assert f"{SAID}. Publish r2? [y/N]" in shown.getvalue()
        assert ("stays a draft" in shown.getvalue()) == (code == 1)


def test_what_loses_nobody_is_not_asked_about(planner: Planner) -> None:
    planner.published()
    planner.says("report", "overrun", "cei", "30m", "--at", "2025-02-26 17:10")
    planner.says("replan", "--policy", "extend")
    assert planner.json("publish")["lost"] == []
