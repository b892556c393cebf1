"""Calendars and included files with a store: it knows what was published when."""

from pathlib import Path

import pytest
from icalendar import Calendar

import cli
from scheduler.render.terminal import answer
from tests.draws import sampled

ROOT = Path(__file__).parents[2]
TABLE = (
    "id,title,label,group,least,likely,most,chairs,languages,features,split\n"
    "wgtr,Working Group on Transparency and Reporting,WGTR,WGTR,300,360,450,wgtr-chair,"
    "en; es; fr,livestream; interpretation,30\n"
)
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """CSP11, with one of its sessions in a table that it includes, solved and published."""
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "scenarios" / "csp11.yaml").read_text(encoding="utf-8")
    start, end = text.index("  - id: wgtr\n    title"), text.index("rolling:\n")
    Path("m.yaml").write_text(text[:start] + text[end:] + "\ninclude: wgtr.csv\n", encoding="utf-8")
    Path("wgtr.csv").write_text(TABLE, encoding="utf-8")
    solved = ["solve", "m.yaml", "--save", "--workers", "1"]
    assert [cli.main(solved), cli.main(["publish"])] == [answer.OK, answer.OK]
    capsys.readouterr()


def calendar(capsys: Capture, *argv: str) -> Calendar:
    assert cli.main(["export", "ics", *argv]) == answer.OK
    found = Calendar.from_ical(capsys.readouterr().out)
    assert isinstance(found, Calendar)
    return found


def replanned(*words: str) -> None:
    assert cli.main(["report", *words, "--at", "2025-02-25 17:55"]) == answer.OK
    replan = ["replan", "--now", "2025-02-25 17:55", "--policy", "hold", "--workers", "1"]
    assert cli.main(replan) == answer.OK


@pytest.mark.usefixtures("published")
def test_a_draft_never_gets_into_a_calendar_and_what_is_published_does(capsys: Capture) -> None:
    first = calendar(capsys)
    assert {entry["SEQUENCE"] for entry in first.walk("VEVENT")} == {0}
    replanned("overrun", "enip", "30m")
    capsys.readouterr()
    assert cli.main(["export", "ics", "r2"]) == answer.USAGE
    said = capsys.readouterr()
    assert "r2 is a draft" in said.err
    assert said.out == ""
    assert calendar(capsys).to_ical() == first.to_ical()
    assert cli.main(["publish", "r2"]) == answer.OK
    capsys.readouterr()
    found = {str(e["UID"]): e["SEQUENCE"] for e in calendar(capsys, "Rev.1").walk("VEVENT")}
    assert found["cei.1@att-csp11-wg.rollgrid"] == 1
    assert found["wgtr.1@att-csp11-wg.rollgrid"] == 0
    assert calendar(capsys, "Rev.0").to_ical() == first.to_ical()


@pytest.mark.usefixtures("published")
def test_the_store_is_not_told_what_it_knows(capsys: Capture) -> None:
    for option in (["--before", "Rev.0"], ["--published-at", "2025-01-01"]):
        assert cli.main(["export", "ics", *option]) == answer.USAGE
    assert "the store has" in capsys.readouterr().err


@pytest.mark.usefixtures("published")
@pytest.mark.ci
def test_what_a_scenario_includes_is_kept_with_it(capsys: Capture) -> None:
    """Reproduced although the table is gone; and a table that changed is noticed."""
    Path("wgtr.csv").unlink()
    assert cli.main(["reproduce", "Rev.0"]) == answer.OK
    assert "byte for byte" in capsys.readouterr().out
    Path("wgtr.csv").write_text(TABLE.replace("360", "350"), encoding="utf-8")
    replanned("overrun", "enip", "30m")
    assert "m.yaml has changed" in capsys.readouterr().err
    Path("wgtr.csv").write_text(TABLE, encoding="utf-8")
    assert cli.main(["replan", "--now", "2025-02-25 17:55", "--workers", "1"]) == answer.OK
    assert "m.yaml has changed" not in capsys.readouterr().err


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("format", sampled(["csv", "xml", "svg", "xlsx", "json"], 1))
def test_every_format_takes_a_revision(format: str, tmp_path: Path, capsys: Capture) -> None:
    to = tmp_path / f"a.{format}"
    assert cli.main(["export", format, "Rev.0", "--to", str(to)]) == answer.OK
    by_default = tmp_path / f"b.{format}"
    assert cli.main(["export", format, "--to", str(by_default)]) == answer.OK
    assert to.read_bytes() == by_default.read_bytes()
    capsys.readouterr()
