"""What every command prints: within the width of the terminal, and in titles if there are."""

import re
import shlex
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from rich.cells import cell_len

import cli
from scheduler.render.cards import draw
from scheduler.render.cards.card_page import Page
from scheduler.render.terminal.answer import OK, Answer, Line, View
from scheduler.render.terminal.console import deliver
from scheduler.render.terminal.fitting import VERBATIM
from scheduler.timetable.wording import WORDS
from tests.commands.spoken_words import words_of_sentences

WIDTHS = (60, 80, 100, 120, 200)
WHOLE = re.compile(r"'rollgrid [^']*'|\S*/\S+/\S*")
"""Commands in quotes, and paths: they are never broken."""
ID = re.compile(r"\bqz[a-z][0-9]")
SCENARIO = """
format: 1
meeting: {id: qzx0, title: Meeting of the two committees, timezone: Europe/Zurich, grid: 15}
days: [2030-03-05, 2030-03-06, 2030-03-07]
slots:
  - {id: morning, start: "10:00", end: "13:00", overtime: {minutes: 30, price: 4}}
  - {id: lunch, start: "13:15", end: "14:45", only: [side-event]}
  - {id: afternoon, start: "15:00", end: "18:00", overtime: {minutes: 30, price: 4}}
rooms:
  - {id: qzr1, name: Great hall, seats: 300, features: [livestream]}
  - {id: qzr2, name: Small hall, seats: 30}
groups:
  - {id: qzg1, title: Committee on finance}
people:
  - {id: qzp1, title: Chair of the finance committee, deputies: [{id: qzp2}]}
  - {id: qzp2, title: Deputy of the finance committee}
  - {id: qzp3, title: Chair of the legal committee, state: pending,
     unavailable: [{from: 2030-03-06 15:00, to: 2030-03-06 16:00}]}
  - {id: qzp4, title: Delegation of the islands}
interpretation:
  teams: [{id: blue, languages: [en, fr]}]
levels:
  - {rule: attendee_clash, level: soft, weight: 3}
  - {rule: interpretation, level: warn}
sessions:
  - {id: qzs1, title: Budget of the coming two years, group: qzg1, chairs: [qzp1], languages: [en],
     minutes: {least: 150, likely: 180, most: 240}, split: {least_part: 30}, features: [livestream]}
  - {id: qzs2, title: Scale of contributions and arrears, group: qzg1, chairs: [qzp1],
     minutes: {least: 90, likely: 120, most: 180}, split: {least_part: 30}, attendees: [qzp4]}
  - {id: qzs3, title: Rules of procedure, label: Rules, chairs: [qzp3], languages: [en, fr],
     minutes: {least: 90, likely: 120, most: 180}, split: {least_part: 30}}
  - {id: qzs4, title: Drafting of the declaration, minutes: 180, chairs: [qzp2], attendees: [qzp4],
     rooms: [qzr2]}
  - {id: qzs5, title: Reading of the draft, minutes: 150, chairs: [qzp3], attendees: [qzp4],
     rooms: [qzr2]}
  - {id: qzs6, title: Launch of the annual survey, kind: side-event, minutes: 60, tbc: true}
rolling:
  - {room: qzr1, order: [qzs1, qzs2, qzs3]}
rules:
  - {rule: conflict, of: [qzs4], against: [qzs3], level: soft, weight: 2}
  - {rule: prefer, of: [qzs5], days: [2030-03-07], level: soft, weight: 5}
documents:
  - {id: qzd1, title: Draft budget, sessions: [qzs1], out: 2030-02-20, languages: {fr: 2030-02-25},
     reading_days: 6}
deadlines:
  - {id: qzl1, title: Nominations of delegations, kind: registration, due: 2030-02-01,
     who: Secretariat}
policy: roll
"""

SAID = """
check m.yaml
check --deep m.yaml
solve m.yaml --save --workers 1
verify
show
show --list
show --view rooms
show --view groups
show --view programme --of qzp3
show --view list --times
score
score --all
why qzs5
why qzs1
why qzs5 --at 2030-03-05/morning:qzr2 --workers 1
why qzs5 --at 2030-03-06/afternoon:qzr2 --workers 1
suggest qzs5
publish r1
now --at "2030-03-05 10:20"
report overrun qzs1 30m --at "2030-03-05 12:55"
report absent qzp3 2030-03-06 --at "2030-03-05 12:56"
report list
waive availability --person qzp3 --reason "she comes by train"
waive
pin qzs5 --reason "the minister reads it"
pin
replan --now "2030-03-05 13:00" --workers 1
replan --now "2030-03-05 13:00" --workers 1 --alternatives 2
diff r1 r2
diff r1 r2 --by person
score r1 r2
publish r2 --yes
notices
notices write --to outbox
log
revert r1 --reason "all is as before" --workers 1 --now "2030-03-05 13:00"
reproduce r1
doctor
verify --bounds
risk --samples 2
risk --now --at "2030-03-05 16:20" --samples 2
risk --policies --samples 1
now --chances --at "2030-03-05 16:20"
durations learn m.db
store export --to kept.jsonl
deadlines m.yaml --at 2030-02-10
explain m.yaml --workers 1
unpin qzs5
now --at "2030-03-05 16:20"
contingency qzs2 --workers 1 --now "2030-03-05 17:00"
move qzs5 thursday afternoon --workers 1 --now "2030-03-05 17:00"
move qzs4 wednesday afternoon qzr1 --workers 1 --now "2030-03-05 17:00"
swap qzs4 qzs5 --workers 1 --now "2030-03-05 17:00"
split qzs3 60 60 --workers 1 --now "2030-03-05 17:00"
lock qzs5 --reason "the minister reads it"
lock
unlock qzs5
acknowledge W101 --reason "it is known"
acknowledge
export md --to a.md
export ics --to a.ics
import ics a.ics
init another
check twice.yaml
check --deep full.yaml
solve full.yaml --workers 1
explain full.yaml --workers 1
"""
DRAWN = ("show", "score", "now", "notices", "diff")
"""Commands that cost little, and draw for a width: they are run anew for each."""
FULL = SCENARIO.replace(
    "from: 2030-03-06 15:00, to: 2030-03-06 16:00", "from: 2030-03-05 09:00, to: 2030-03-07 16:30"
)
"""Nobody is there to preside over what one of them has to."""


@pytest.mark.ci
def test_every_answer_fits_and_calls_things_by_their_titles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "deliver", _at_every_width(monkeypatch, capsys))
    Path("m.yaml").write_text(SCENARIO, encoding="utf-8")
    Path("full.yaml").write_text(FULL, encoding="utf-8")
    twice = SCENARIO.replace("chairs: [qzp2]", "chairs: [qzp2, qzp2]")
    Path("twice.yaml").write_text(twice, encoding="utf-8")
    cards = _kept_cards(monkeypatch)
    for command in SAID.strip().splitlines():
        words = shlex.split(command)
        for width in WIDTHS if words[0] in DRAWN else WIDTHS[:1]:
            monkeypatch.setenv("COLUMNS", str(width))
            code = cli.main(words)
            said = capsys.readouterr()
            assert code < 5, f"{command}: exit {code}\n{said.err}"
            _check(command, width, said.out + said.err)
    assert len(cards) == 1
    for page, width, listed in product(cards, WIDTHS, (False, True)):
        lines = draw(page, View(width, ascii=listed, list=listed))
        deliver(Answer(OK, lines, (), width=width), unwritable=3)
        _check("a contingency card", width, capsys.readouterr().out)


def _kept_cards(monkeypatch: pytest.MonkeyPatch) -> list[Page]:
    """The pages of the cards as they are drawn: what they tell costs too much to ask it again."""
    kept: list[Page] = []

    def drawn(page: Page, view: View) -> list[Line]:
        kept.append(page)
        return draw(page, view)

    monkeypatch.setattr("scheduler.commands.replan.contingency.rendering.draw", drawn)
    return kept


def _at_every_width(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., int]:
    """Prints an answer in every width before it is delivered, unless it was drawn for one."""

    def delivered(answer: Answer, *, unwritable: int) -> int:
        if answer.width is None:
            for width in WIDTHS[1:]:
                monkeypatch.setenv("COLUMNS", str(width))
                deliver(replace(answer, files=()), unwritable=unwritable)
                said = capsys.readouterr()
                _check("an answer", width, said.out + said.err)
            monkeypatch.setenv("COLUMNS", str(WIDTHS[0]))
        return deliver(answer, unwritable=unwritable)

    return delivered


def _check(command: str, width: int, said: str) -> None:
    for line in said.splitlines():
        if VERBATIM.match(line):
            continue
        words = WHOLE.sub("", line)
        assert cell_len(line) <= width or words != line, f"{command} at {width}: {line}"
        assert not ID.search(words), f"{command} at {width}: {line}"


def test_no_id_is_taken_for_a_word_of_a_sentence() -> None:
    """An id such as chair is not replaced in "she cannot chair both": all such words are known."""
    missing = words_of_sentences() - WORDS
    assert not missing, f"add to WORDS of scheduler/timetable/wording.py: {sorted(missing)}"


REFUSED = """
solve m.yaml --save --workers 1
publish r1
move qzs1 wednesday morning --now "2030-03-05 10:20"
move qzs6 wednesday morning
swap qzs4 qzs1 --now "2030-03-05 10:20"
split qzs4 90 90
split qzs1 20 20
split qzs1 90
report early qzs1 300m --at "2030-03-05 12:55"
unpin qzs4
pin qzs4 --at "2030-03-09 10:00"
"""


@pytest.mark.ci
def test_what_is_refused_is_called_by_its_title_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("m.yaml").write_text(SCENARIO, encoding="utf-8")
    first, second, *refused = REFUSED.strip().splitlines()
    assert [cli.main(shlex.split(command)) for command in (first, second)] == [0, 0]
    capsys.readouterr()
    for command in refused:
        assert cli.main(shlex.split(command)) == 2, command
        said = capsys.readouterr()
        _check(command, 80, said.out + said.err)


ELSEWHERE = {
    "schema": "prints data",
    "demo": "plays other commands",
    "sweep": "tests/commands/test_sweep.py",
    "concede": "tests/commands/test_concede.py",
}
"""Commands that are not tried here, and why."""


def test_every_command_is_tried_at_every_width() -> None:
    tried = {line.split()[0] for line in SAID.strip().splitlines()}
    named = {path.rpartition(":")[2] for path, _ in cli.COMMANDS} | {*cli.GROUPS}
    assert named - tried - {*ELSEWHERE} == set()
