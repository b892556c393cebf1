"""The outbox: killed at any moment, every notice appears whole, and once."""

import random
import time
from pathlib import Path, PureWindowsPath

import pytest

from scheduler import notices
from scheduler import store as stores
from scheduler.notices.outbox import HIDDEN, place_of
from scheduler.store import Notice
from tests.draws import sampled
from tests.store.saying import kept
from tests.store.stepping import lines_from, working

NAMES = [f"person:chair-{n:02}" for n in range(40)]


@pytest.fixture
def due(file: Path) -> Path:
    """A store with forty notices that are due."""
    with stores.opened(file) as store:
        draft = kept(store, None).draft
        letters = [Notice(name, f"to {name}", name.encode() * 999) for name in NAMES]
        stores.publish(store, draft, None, author="p", notices=lambda *_: letters)
    return file


@pytest.mark.parametrize(
    "rounds", [*sampled([6, 12], 1), pytest.param(200, marks=pytest.mark.long)]
)
def test_a_sender_takes_each_notice_once_and_whole_whenever_the_writer_is_killed(
    due: Path, tmp_path: Path, rounds: int
) -> None:
    outbox, chance = tmp_path / "outbox", random.Random(rounds)
    taken: list[str] = []
    for _ in range(rounds):
        with working("writing", due, outbox) as (process, pipe):
            assert pipe.poll(60)
            time.sleep(chance.uniform(0, 0.8 / rounds))
            process.kill()
            process.join()
            list(lines_from(pipe))
        taken += _taken(outbox)
    with working("writing", due, outbox) as (process, pipe):
        assert [step for step, _ in lines_from(pipe)][-1] == "done"
    taken += _taken(outbox)
    assert sorted(taken) == NAMES
    assert not (outbox / HIDDEN).exists()


def _taken(outbox: Path) -> list[str]:
    """What a sender sees, which takes it away; each is whole."""
    found = []
    for name in NAMES:
        place = outbox / place_of(0, name)
        if place.is_dir():
            assert {f.name: f.read_bytes() for f in place.iterdir()} == {
                "notice.txt": f"to {name}".encode(),
                "notice.eml": name.encode() * 999,
            }
            for file in place.iterdir():
                file.unlink()
            place.rmdir()
            found.append(name)
    return found


def test_killed_before_the_store_knows_it_is_written_again(tmp_path: Path) -> None:
    def killed() -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        notices.put(tmp_path, 1, "group:g", {"notice.txt": b"half"}, killed)
    assert not (tmp_path / "Rev.1").exists()
    assert notices.tidy(tmp_path, []) == 0
    assert notices.put(tmp_path, 1, "group:g", {"notice.txt": b"whole"}, lambda: True)
    assert (tmp_path / "Rev.1" / "group.g" / "notice.txt").read_bytes() == b"whole"


def test_killed_after_the_store_knows_the_next_run_shows_it(tmp_path: Path) -> None:
    hidden = tmp_path / HIDDEN / place_of(1, "group:g")
    hidden.mkdir(parents=True)
    (hidden / "notice.txt").write_bytes(b"whole")
    assert notices.tidy(tmp_path, [(1, "group:g"), (1, "group:h")]) == 1
    assert (tmp_path / "Rev.1" / "group.g" / "notice.txt").read_bytes() == b"whole"
    assert notices.tidy(tmp_path, [(1, "group:g"), (1, "group:h")]) == 0


def test_what_another_run_has_written_is_not_shown_a_second_time(tmp_path: Path) -> None:
    assert not notices.put(tmp_path, 1, "group:g", {"notice.txt": b"x"}, lambda: False)
    assert not list(tmp_path.rglob("notice.txt"))


@pytest.mark.parametrize("id", ["../../etc", "a/b", "WG é", "x" * 400, "CON", ".", "a\nb"])
def test_a_hostile_name_stays_inside_the_outbox(tmp_path: Path, id: str) -> None:
    notices.put(tmp_path, 0, f"group:{id}", {"notice.txt": b"x"}, lambda: True)
    (made,) = tmp_path.rglob("notice.txt")
    assert made.parent.parent == tmp_path / "Rev.0"
    assert made.parent.name.isascii()


def test_names_are_names_of_windows_too_and_stay_different_there() -> None:
    ids = ["CON", "con", "nul", "G", "g", "a.", "a", "a. ", "x?y*", "a:b", 'c"d', "<>|", "\\\\host"]
    names = [place_of(3, f"group:{id}").name for id in ids]
    for name in names:
        assert not PureWindowsPath(name).is_reserved()
        assert not set(name) & set('<>:"/\\|?*')
        assert name == name.rstrip(". ")
    assert len({name.lower() for name in names}) == len(ids)
