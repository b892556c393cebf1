"""A day on which nothing is held is printed as such, in every form and view."""

from pathlib import Path

import pytest

import cli

SCENARIO = """\
format: 1
meeting: {id: fair, title: Fair, timezone: Europe/Zurich, grid: 10}
days: [2030-03-05, 2030-03-06]
slots: [{id: morning, start: "09:00", end: "12:00"}]
rooms: [{id: barn, name: Barn}, {id: loft, name: Loft}]
sessions:
  - {id: a, title: Apples, minutes: 60, days: [2030-03-05], rooms: [barn]}
  - {id: b, title: Pears, minutes: 60, days: [2030-03-05], rooms: [loft]}
"""
DAY = ("--day", "wednesday")


ONE_ROOM = SCENARIO.replace(", {id: loft, name: Loft}", "").replace("[loft]", "[barn]")


@pytest.fixture(params=[SCENARIO, ONE_ROOM], ids=["two rooms", "one room"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("fair.yaml").write_text(request.param, encoding="utf-8")
    assert cli.main(["solve", "fair.yaml", "--workers", "1", "--out", "fair.json"]) == 0
    return tmp_path


@pytest.mark.parametrize("view", ["days", "rooms", "groups", "list", "journal"])
def test_the_screen_and_a_page_say_that_nothing_is_scheduled(
    view: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert cli.main(["show", "fair.json", "--scenario", "fair.yaml", *DAY, "--view", view]) == 0
    said = capsys.readouterr().out
    assert "nothing is scheduled" in said
    assert "09:00" not in said
    assert cli.main(["export", "md", "fair.yaml", "fair.json", *DAY, "--view", view]) == 0
    assert "nothing is scheduled" in capsys.readouterr().out


def test_a_picture_says_it_too(folder: Path) -> None:
    assert cli.main(["export", "svg", "fair.yaml", "fair.json", *DAY, "--to", "fair.svg"]) == 0
    assert "nothing is scheduled" in Path("fair.svg").read_text(encoding="utf-8")


@pytest.mark.ci
@pytest.mark.parametrize("folder", [ONE_ROOM], indirect=True)
@pytest.mark.parametrize("form", ["docx", "pdf", "html", "xlsx"])
def test_every_form_is_made(form: str, folder: Path) -> None:
    to = f"fair.{form}"
    assert cli.main(["export", form, "fair.yaml", "fair.json", *DAY, "--to", to]) == 0
    assert Path(to).stat().st_size > 0
