"""
Which instances there are, and what they are called.

A family is a folder of the data with files of one shape; any file in it is an instance, whatever
its name. ``cosplib`` means all of a family, ``cosplib:GECCO20`` one of them; ``ietf106`` will do
for ``ietf:ietf106``, and ``optaplanner:100`` for ``optaplanner:100meetings-320timegrains-5rooms``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.data import folder

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
STARTUP = ("help", "check", "show", "diff")
"""The commands that are to start fast."""
SIZES = (50, 2_000, 10_000)
"""Sizes named as examples; any number of sessions will do."""


@dataclass(frozen=True, slots=True)
class Family:
    """
    Instances of one shape.

    ``inside``: the folder of the data. ``files``: their names, as a pattern. ``variants``: other
    ways to run each of them, after a second colon. ``whole``: whether they are solved from
    nothing, or replanned.
    """

    name: str
    inside: str
    files: str = "*.json"
    variants: tuple[str, ...] = ()
    whole: bool = True


FAMILIES = (
    Family("ietf", "ietf"),
    Family("tpac", "w3c"),
    Family("cosplib", "cosplib", variants=("soft", "hard")),
    Family("optaplanner", "optaplanner", "*meetings*.json"),
    Family("fosdem", "fosdem", variants=("free",), whole=False),
)
REPLANNED = ("fosdem", "overrun")


@dataclass(frozen=True, slots=True)
class Asked:
    """
    One thing to run.

    ``name`` is what it is called in the answer; ``kind`` the family, ``scale``, ``talks``,
    ``scenario``, ``startup`` or ``overrun``; ``path`` the file of an instance or a scenario;
    ``rest`` what else the name says; of ``overrun`` the name of the instance.
    """

    name: str
    kind: str
    path: Path | None = None
    rest: str = ""


class NotFound(Exception):
    """No such set, or no data; the message says what there is."""


def asked(name: str) -> list[Asked]:
    """
    What a name stands for, one or many.

    Raises
    ------
    NotFound
        With a list of what there is.
    """
    kind, _, rest = name.partition(":")
    match kind:
        case "scenarios" if not rest:
            return [_scenario(path.stem) for path in sorted(SCENARIOS.glob("*.yaml"))]
        case "scenario":
            return [_scenario(rest)]
        case "startup":
            return [_startup(command) for command in ([rest] if rest else STARTUP)]
        case "scale" | "talks":
            return [_made(name, kind, rest)]
        case "overrun":
            return [_overrun(name, rest)]
    return list(_of_data(name, kind, rest))


def _scenario(stem: str) -> Asked:
    path = SCENARIOS / f"{stem}.yaml"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in SCENARIOS.glob("*.yaml")))
        raise NotFound(f"no scenario is called {stem!r}; there are {known}")
    return Asked(f"scenario:{stem}", "scenario", path)


def _startup(command: str) -> Asked:
    if command not in STARTUP:
        raise NotFound(f"startup of what? of {', '.join(STARTUP)}")
    return Asked(f"startup:{command}", "startup", rest=command)


def _made(name: str, kind: str, rest: str) -> Asked:
    """A meeting that is drawn at random."""
    if not re.fullmatch(r"[1-9]\d*(:\d+)?", rest):
        raise NotFound(f"{name}: say {kind}:SESSIONS or {kind}:SESSIONS:SEED, as {kind}:200")
    return Asked(name, kind, rest=rest)


def _overrun(name: str, rest: str) -> Asked:
    """``overrun:optaplanner100`` is said without a second colon, and may be said with one."""
    spelt = re.sub(r"^(optaplanner|cosplib|tpac)(?=\d)", r"\1:", rest)
    for candidate in (rest, spelt, spelt.replace("tpac:", "tpac")):
        found = [one for one in _listed() if one.name == candidate and one.kind != "fosdem"]
        if found:
            return Asked(name, "overrun", found[0].path, found[0].name)
    raise NotFound(f"{name}: overrun of what? {_known()}")


def _of_data(name: str, kind: str, rest: str) -> Iterator[Asked]:
    label, _, variant = rest.partition(":")
    family = next((f for f in FAMILIES if f.name == kind), None)
    if family is None:  # a bare instance, maybe with a variant
        yield _bare(name, kind, rest)
        return
    if label in family.variants and not variant:
        label, variant = "", label
    if variant and variant not in family.variants:
        raise NotFound(f"{name}: {kind} has no variant {variant!r}. {_known()}")
    found = _members(family)
    if label:
        found = {label: _file(name, family, label)}
    if not found:
        raise NotFound(f"no instance of {name}. {_known()}")
    for own, path in found.items():
        yield Asked(_called(family, own, variant), kind, path, variant)


def _bare(name: str, label: str, variant: str) -> Asked:
    for family in FAMILIES:
        for own, path in _members(family).items():
            if label in (own, path.stem) and (not variant or variant in family.variants):
                return Asked(name, family.name, path, variant)
    raise NotFound(f"no set is called {name!r}. {_known()}")


def _file(name: str, family: Family, label: str) -> Path:
    members = _members(family)
    by_stem = {path.stem: path for path in members.values()}
    near = [path for stem, path in by_stem.items() if re.match(rf"{re.escape(label)}(?!\d)", stem)]
    exact = members.get(label) or by_stem.get(label) or by_stem.get(f"{family.name}{label}")
    if exact is not None:
        return exact
    if len(near) == 1:
        return near[0]
    if near:
        raise NotFound(f"{name} may be {' or '.join(sorted(path.stem for path in near))}")
    raise NotFound(f"no instance is called {name!r}. {_known()}")


def _members(family: Family) -> dict[str, Path]:
    """By short name: meetings by their number, if only one file has so many."""
    paths = sorted((folder() / family.inside).glob(family.files), key=_size)
    numbers = [_size(path)[0] for path in paths]
    if family.name != "optaplanner":
        return {path.stem: path for path in paths}
    return {
        str(n) if n > 0 and numbers.count(n) == 1 else path.stem: path
        for n, path in zip(numbers, paths, strict=True)
    }


def _size(path: Path) -> tuple[int, str]:
    leading = re.match(r"\d+", path.stem)
    return (int(leading[0]) if leading else 0, path.stem)


def _called(family: Family, label: str, variant: str) -> str:
    bare = label.startswith(family.name) and family.name != "fosdem"
    name = label if bare else f"{family.name}:{label}"
    if family.name == "fosdem" and len(_members(family)) == 1:
        name = family.name
    return f"{name}:{variant}" if variant else name


def _listed() -> list[Asked]:
    """Every instance of the data folder."""
    return [
        Asked(_called(family, label, ""), family.name, path)
        for family in FAMILIES
        for label, path in _members(family).items()
    ]


def _known() -> str:
    """What could be run, in words."""
    if not folder().is_dir():
        return f"There is no data in {folder()}: name its folder with --data DIR or ROLLGRID_DATA."
    names = [one.name for one in _listed()]
    here = ", ".join(names) if names else "no instance"
    own = ", ".join(["startup", "scenarios", *(f"scale:{n}" for n in SIZES), "talks:60"])
    return f"In {folder()} there is: {here}. Without data: {own}."
