"""Writers go on through a server that is killed and started again: a gapless chain, none twice."""

from contextlib import ExitStack
from multiprocessing.connection import Connection, wait

import pytest

from scheduler import store as stores
from tests.draws import sampled
from tests.store.conftest import own_server
from tests.store.saying import faults
from tests.store.stepping import FORKING, working
from tests.store.tallies import tallied

WRITERS = 4
WHAT = "publications by 4 writers, the server killed and started again 6 times"
REPEAT = "tests/store/test_server_restarted.py"
LONG = pytest.param(100, 6, marks=pytest.mark.long)


@pytest.mark.parametrize(("wins", "restarts"), [*sampled([(4, 1)], 0), LONG])
def test_what_was_published_before_the_server_was_killed_is_there_afterwards(
    wins: int, restarts: int
) -> None:
    with tallied(WHAT, "a server", WRITERS * wins, REPEAT):
        _race(wins, restarts)


def _race(wins: int, restarts: int) -> None:
    total = WRITERS * wins
    kills = [total * (n + 1) // (restarts + 1) for n in range(restarts)]
    with own_server() as server, ExitStack() as stack:
        with stores.opened(server.url):
            pass
        start = FORKING.Barrier(WRITERS)
        race = [working("outlasting", server.url, start, wins) for _ in range(WRITERS)]
        pipes = [stack.enter_context(writer)[1] for writer in race]
        said = list[list[str]]()
        while pipes:
            said += _heard(pipes)
            if kills and sum(words[0] == "won" for words in said) >= kills[0]:
                del kills[0]
                server.kill()
                server.start()
        assert kills == []
        won = {int(words[1]): int(words[2]) for words in said if words[0] == "won"}
        seen = {int(w[1]): int(w[2]) for w in said if w[0] == "looked" and w[2] != "nowhere"}
        # the few of a short run may all be there before the server is killed
        assert total < 100 or sum(words[0] == "broke" for words in said) >= restarts
        with stores.opened(server.url, create=False) as store:
            issues = {r.draft: r.published.number for r in stores.revisions(store) if r.published}
            assert [p.publication for p in stores.notices(store)] == list(range(total))
        assert issues == won | seen
        assert sorted(issues.values()) == list(range(total))
        assert faults(server.url) == []


def _heard(pipes: list[Connection]) -> list[list[str]]:
    """What the writers say next; whoever has ended is no longer listened to."""
    lines = []
    for pipe in wait(pipes):
        assert isinstance(pipe, Connection)
        try:
            lines.append(pipe.recv_bytes().decode().split())
        except (EOFError, OSError):
            pipes.remove(pipe)
    return lines
