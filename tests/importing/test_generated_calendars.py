"""Random calendars of sixty days say the same to our reader and to another one."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from scheduler.importing.busy_calendars import read_busy
from tests.draws import SHARES, rounds, sampled
from tests.importing import second_reader
from tests.importing.generated_calendars import DAYS, FIRST, draw
from tests.render.annexes import GENEVA, meeting

LONG_MEETING = meeting(days=[FIRST + timedelta(days=n) for n in range(DAYS)])


def both_agree(seed: int, folder: Path) -> None:
    text = draw(seed)
    path = folder / "c.ics"
    path.write_text(text, encoding="utf-8")
    ours = read_busy(path, LONG_MEETING)
    window = tuple(
        datetime.combine(day, time(), GENEVA).astimezone(UTC)
        for day in (FIRST, FIRST + timedelta(days=DAYS))
    )
    assert ours.left_out == 0
    assert [*ours.spans] == second_reader.busy(text, (window[0], window[1]), GENEVA)


@pytest.mark.parametrize("seed", sampled(range(30), 3))
def test_two_readers_agree_on_a_calendar(seed: int, tmp_path: Path) -> None:
    both_agree(seed, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("share", SHARES)
def test_two_readers_agree_on_a_thousand_calendars(share: int, tmp_path: Path) -> None:
    rounds("calendars", range(30, 1_000), share, lambda seed: both_agree(seed, tmp_path))
