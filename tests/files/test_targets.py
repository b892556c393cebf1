"""What must not be written, by whatever name it is called, and whichever is told first."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import cli
import scheduler
from scheduler import scenario
from scheduler import store as stores
from scheduler.errors import SchedulerError, TargetError
from scheduler.files import announce, open_run, read, write
from scheduler.files.recognition import FIELDS
from scheduler.problem import Scenario
from scheduler.timetable import files as timetables
from tests.draws import sampled
from tests.files.conftest import OTHER, contents


def _symlink(path: Path) -> Path:
    link = path.with_name("symlink" + path.suffix)
    link.symlink_to(path.name)
    return link


def _link_of_link(path: Path) -> Path:
    link = path.with_name("second" + path.suffix)
    link.symlink_to(_symlink(path).absolute())
    return link


def _hard_link(path: Path) -> Path:
    link = path.with_name("hard" + path.suffix)
    link.hardlink_to(path)
    return link


NAMES: dict[str, Callable[[Path], Path]] = {
    "as it is": lambda path: path,
    "with a dot": lambda path: Path(f"./sub/../{path}"),
    "in full": lambda path: path.absolute(),
    "by a link": _symlink,
    "by a link of a link": _link_of_link,
    "by another name": _hard_link,
}
USED = {
    "meeting.db": "the store",
    "meeting.yaml": "the scenario",
    "people.yaml": "included in the scenario",
    "talks.csv": "included in the scenario",
    "r0.json": "a timetable that is read",
}
"""What a run that uses all of these says of each."""


def _use_all() -> None:
    scenario.load(Path("meeting.yaml"))
    timetables.read(Path("r0.json"))
    with stores.opened(Path("meeting.db"), create=False):
        pass


@pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
@pytest.mark.parametrize("victim", USED)
def test_an_input_is_never_a_target(
    folder: Path, victim: str, name: Callable[[Path], Path]
) -> None:
    (folder / "sub").mkdir()
    target = name(Path(victim))
    with open_run():
        _use_all()
        with pytest.raises(TargetError, match=USED[victim]) as complaint:
            announce(target)
    assert str(complaint.value).startswith(str(target))


@pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
def test_nor_is_a_target_ever_an_input(folder: Path, name: Callable[[Path], Path]) -> None:
    (folder / "sub").mkdir()
    with open_run():
        announce(name(Path("r0.json")))
        with pytest.raises(TargetError, match="is a timetable that is read"):
            _use_all()


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", "-journal"])
def test_a_store_that_is_yet_to_be_made_is_not_a_target(folder: Path, ending: str) -> None:
    with open_run():
        announce(Path(f"new.db{ending}"))
        with pytest.raises(TargetError, match=r"new\.db"), stores.opened(Path("./new.db")):
            pass
    assert not (folder / "new.db").exists()


UNFIT = {
    "meeting.db": "is a store (an SQLite database): give another file",
    "meeting.db-wal": "meeting.db: give another file",
    "other.yaml": "is a scenario: give another file",
    "people.yaml": "is part of a scenario: give another file",
    "talks.csv": "meeting.yaml: give another file",
    "busy.yaml": "is part of a scenario: give another file",
    "locked.md": "is write-protected: give another file to write, or make it writable",
    "sub": "is a folder: give a file in it",
    "nowhere/new.md": "nowhere: make it first",
    "r0.json/new.md": "r0.json: make it first",
    "nowhere.md": "there is no folder",
    "n" * 300: "cannot be written",
}
"""What must not be written whatever is read, and why."""


@pytest.fixture
def unfit(folder: Path) -> Path:
    (folder / "sub").mkdir()
    assert (
        cli.main(
            [
                "import",
                "ics",
                "feed.ics",
                "--scenario",
                "meeting.yaml",
                "--of",
                "ada",
                "--to",
                "busy.yaml",
            ]
        )
        == 0
    )
    (folder / "locked.md").write_bytes(b"# Apples\n")
    (folder / "locked.md").chmod(0o444)
    (folder / "nowhere.md").symlink_to("nowhere/other.md")
    return folder


def test_a_file_is_judged_by_what_it_is_too(unfit: Path) -> None:
    before = contents(unfit)
    for victim, why in UNFIT.items():
        for name in (Path(victim), unfit / victim):
            with pytest.raises(TargetError) as complaint:
                write(name, b"new")
            assert why in str(complaint.value)
    assert contents(unfit) == before


@pytest.mark.parametrize("there", [True, False], ids=["a file", "nothing yet"])
def test_a_link_out_of_its_folder_is_not_followed(tmp_path: Path, there: bool) -> None:
    """Somebody else may have laid it there: what it leads to is named to be written."""
    shared, own = tmp_path / "shared", tmp_path / "own"
    shared.mkdir()
    own.mkdir()
    end, link = own / "profile.md", shared / "annex.md"
    if there:
        end.write_bytes(b"mine")
    link.symlink_to("../own/profile.md")
    with pytest.raises(TargetError) as complaint:
        write(link, b"new")
    assert str(complaint.value) == (
        f"{link} is a link out of its folder, to {end}: give that file itself, or another one"
    )
    assert {path.read_bytes() for path in own.iterdir()} == ({b"mine"} if there else set())
    write(end, b"new")
    assert end.read_bytes() == b"new"


def test_a_folder_that_is_a_link_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "named").symlink_to("real")
    write(tmp_path / "named" / "annex.md", b"new")
    assert (tmp_path / "real" / "annex.md").read_bytes() == b"new"


def test_all_complaints_are_told_at_once(unfit: Path) -> None:
    with open_run(), pytest.raises(TargetError) as complaint:
        announce(*map(Path, UNFIT), Path("new.md"), Path("sub/../new.md"))
    lines = str(complaint.value).splitlines()
    assert len(lines) == len(UNFIT) + 1
    assert "new.md and sub/../new.md are the same file: give two different files" in lines


def test_a_table_and_a_part_are_complained_of_together(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = "import registrations talks.csv --scenario meeting.yaml --table r0.json --to other.yaml"
    before = contents(folder)
    (folder / "r0.json").chmod(0o444)
    assert cli.main(line.split()) == 2
    assert [error.split()[0] for error in capsys.readouterr().err.splitlines()] == [
        "r0.json",
        "other.yaml",
    ]
    assert cli.main([*line.split()[:-3], "talks.csv", "--to", "./talks.csv"]) == 2
    assert [error.split()[0] for error in capsys.readouterr().err.splitlines()] == ["talks.csv"] * 2
    assert contents(folder) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into every folder")
def test_a_folder_may_be_write_protected(folder: Path) -> None:
    folder.chmod(0o555)
    with pytest.raises(TargetError, match=f"the folder {folder} is write-protected"):
        write(Path("new.md"), b"new")
    folder.chmod(0o755)


FORMS = (
    OTHER,
    f"\ufeff# mine\n%YAML 1.2\n---\n{OTHER}",
    "  meeting: {id: x}\n  days: []\n",
    '{"meeting": {"id": "x"}, "days": []}',
    "--- {meeting: {id: 'x: {'}, # days\n sessions: []}",
    "'meeting':\n- what: ever\n\"slots\" :\n",
)
"""A scenario, however it is written, also one that is not finished."""


@pytest.mark.parametrize("text", FORMS)
@pytest.mark.parametrize("name", ["x.yml", "x.json", "x"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_scenario_is_known_by_its_fields(
    tmp_path: Path, text: str, name: str, encoding: str
) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    with pytest.raises(TargetError, match="is a scenario"):
        write(path, b"new")
    assert path.read_bytes() == text.encode(encoding)


def test_the_fields_of_a_scenario_are_known() -> None:
    fields = {field.alias or name for name, field in Scenario.model_fields.items()}
    assert fields == FIELDS


MINUTES = "# Minutes\n\nmeeting: on Monday\ndays: two\nThey met.\n"
NO_SCENARIOS = (
    MINUTES,
    "",
    "meeting: on Monday\n",
    "- meeting:\n- days:\n",
    '{"x": {"meeting": 1}}',
)


@pytest.mark.parametrize("text", NO_SCENARIOS)
def test_what_is_no_scenario_is_replaced(tmp_path: Path, text: str) -> None:
    path = tmp_path / "minutes.md"
    path.write_text(text, encoding="utf-8")
    write(path, b"new")
    assert path.read_bytes() == b"new"


WRITES = (
    *(f"export {format} --to x.{format}" for format in ("md", "json", "csv", "ics", "xml", "svg")),
    "export json --profile pretalx --to x.json",
    "contingency --to x.json",
    "import ics feed.ics --scenario meeting.yaml --of ada --to x.yaml",
    "import csv talks.csv --to x.yaml",
    "solve other.yaml --out x.yaml",
    "replan --now 2030-03-05T09:10 --alternatives 1 --out x.json",
)


@pytest.mark.parametrize("line", sampled(WRITES, 2))
def test_what_a_command_wrote_it_writes_again(folder: Path, line: str) -> None:
    assert [cli.main(line.split()) for _ in range(2)] == [0, 0]


def test_a_pipe_and_a_device_are_written_to(folder: Path) -> None:
    os.mkfifo("pipe.md")
    taken: list[bytes] = []
    reader = threading.Thread(target=lambda: taken.append(Path("pipe.md").read_bytes()))
    reader.start()
    assert cli.main(["export", "md", "--to", "pipe.md"]) == 0
    reader.join()
    assert b"Apples" in taken[0]
    ours, theirs = os.pipe()
    with open_run():
        write(Path(f"/dev/fd/{theirs}"), b"new")
        assert os.read(ours, 9) == b"new"
        read(Path(os.devnull), 1, "nothing")
        announce(Path(os.devnull), Path("/dev/null"))
        write(Path(os.devnull), b"new")


def test_a_letter_is_replaced_where_that_is_asked_for(folder: Path) -> None:
    line = "export docx --into letter.docx"
    assert cli.main(line.split()) == 0
    assert cli.main([*line.split(), "--to", "./letter.docx"]) == 0
    assert cli.main([*line.split(), "--to", "new.docx"]) == 0
    (folder / "letter.docx").chmod(0o444)
    before = contents(folder)
    assert cli.main(line.split()) == 2
    assert cli.main(["export", "docx", "--into", "meeting.db"]) == 2
    assert contents(folder) == before


def test_no_alternative_is_stored_over_what_is_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "r0.json").rename("new-B.json")
    line = "replan meeting.yaml --published new-B.json --now 2030-03-05T09:10 --out new.json"
    assert cli.main([*line.split(), "--alternatives", "2"]) == 2
    assert "new-B.json is a timetable that is read" in capsys.readouterr().err
    assert cli.main([*line.split(), "--alternatives", "1"]) == 0


def test_a_meeting_begins_in_an_empty_folder_only(folder: Path) -> None:
    before = contents(folder)
    (folder / "new").mkdir()
    (folder / "new" / "meeting.yaml").symlink_to("../nowhere.yaml")
    for place in (".", "new", "r0.json"):
        assert cli.main(["init", place]) == 2
    assert contents(folder) == before


def test_a_script_is_refused_too(folder: Path) -> None:
    plan = scheduler.load("meeting.yaml", "r0.json")
    before = contents(folder)
    for victim in ("meeting.yaml", "meeting.db", "talks.csv", "nowhere/x.json"):
        with pytest.raises(SchedulerError, match=victim):
            plan.save(victim)
    assert contents(folder) == before
    assert plan.save("r0.json").read_bytes() == before["r0.json"]


def test_the_outbox_replaces_nothing_but_notices(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["notices", "write", "--to", "meeting.db"]) == 2
    theirs = folder / "outbox" / "Rev.0" / "person.ada"
    theirs.mkdir(parents=True)
    (theirs / "diary.txt").write_bytes(b"mine")
    (folder / "outbox" / ".lock").write_bytes(b"of somebody else")
    assert cli.main(["notices", "write"]) == 2
    assert "person.ada has files that are not notices: move it away" in capsys.readouterr().err
    assert (theirs / "diary.txt").read_bytes() == b"mine"
    assert (folder / "outbox" / ".lock").read_bytes() == b"of somebody else"
    (theirs / "diary.txt").rename(folder / "diary.txt")
    assert cli.main(["notices", "write"]) == 0
    assert (theirs / "notice.txt").is_file()
