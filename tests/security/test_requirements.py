"""``requirements.txt`` is what the project says, with hashes, and installs with nothing else."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests import needed
from tests.draws import ROOT

REQUIREMENTS = ROOT / "requirements.txt"
RENEW = "uv export -q --no-dev --no-emit-project --no-header --no-annotate --all-extras"
ENTRY = re.compile(r"^([a-z0-9][a-z0-9.-]*)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)


def entries() -> dict[str, str]:
    return dict(ENTRY.findall(REQUIREMENTS.read_text(encoding="utf-8")))


def test_every_package_has_a_version_and_hashes_and_no_index_is_named() -> None:
    text = REQUIREMENTS.read_text(encoding="utf-8").replace("\\\n", "")
    for line in text.splitlines():
        assert ENTRY.match(line), line
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", line), line
        assert "://" not in line


def test_the_versions_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = dict(
        ENTRY.findall("\n".join(map(_plain, project["tool"]["uv"]["constraint-dependencies"])))
    )
    extras = project["project"]["optional-dependencies"].values()
    needed = [*project["project"]["dependencies"], *(name for extra in extras for name in extra)]
    listed = entries()
    for line in needed:
        name = _plain(re.split(r"[\[<>=~! ;]", line)[0])
        assert name in listed, f"{name}: renew the file: {RENEW}"
        if name in pins:
            assert listed[name] == pins[name], f"{name}: renew the file: {RENEW}"


def _plain(name: str) -> str:
    """A dot or underscore in the name of a package is a hyphen; versions have neither a letter."""
    package, equals, version = name.lower().partition("==")
    return re.sub("[._]", "-", package) + equals + version


@pytest.mark.ci
def test_the_file_installs_where_hashes_are_required(tmp_path: Path) -> None:
    uv = needed.tool("uv")
    target = tmp_path / "site"
    options = ("--require-hashes", "--no-deps", "--python", sys.executable, "--target", str(target))
    subprocess.run([uv, "pip", "install", "-q", *options, "-r", str(REQUIREMENTS)], check=True)
    installed = {
        path.name.split("-")[0].lower().replace("_", "-") for path in target.glob("*.dist-info")
    }
    assert {_plain(name) for name in entries()} == {_plain(name) for name in installed}
