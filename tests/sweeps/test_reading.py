"""Sweep files: every complaint at once, with its line; and the jobs that they come to."""

from pathlib import Path

import pytest

from scheduler.scenario import InvalidScenarioError
from scheduler.sweeps.jobs import digest_of
from scheduler.sweeps.reading import read_sweep
from tests.sweeps.small import SCENARIO, SWEEP, read, written

AXES = "base: meeting.yaml\naxes:\n"


def complaints(folder: Path, sweep: str, scenario: str = SCENARIO) -> list[str]:
    path = written(folder, sweep, scenario)
    with pytest.raises(InvalidScenarioError) as caught:
        read_sweep(path)
    return [line.replace(f"{path.parent}/", "") for line in str(caught.value).splitlines()]


def test_every_field_that_is_wrong_is_told_with_its_line(tmp_path: Path) -> None:
    assert complaints(
        tmp_path,
        f"{AXES}  - axis: need\n    options:\n      - as it was\n"
        "      - {gone: {room: hall, wen: tuesday}}\n      - {more: {of: B}}\n"
        "  - axis: policy\n    policies: [rol]\n  - {axis: seeds, seeds: 0}\n"
        "  - {axis: both, seeds: 2, policies: [roll]}\nsampel: 3\n",
    ) == [
        "what-if.yaml:5:9: S047 axes[0].options[0]: expected fields (key: value), or the words "
        "'as it is'",
        "what-if.yaml:6:29: S003 axes[0].options[1].gone: unknown field 'wen' - did you mean "
        "'when'?",
        "what-if.yaml:7:16: S047 axes[0].options[2].more: expected either minutes or slots",
        "what-if.yaml:9:16: S009 axes[1].policies[0]: expected roll, hold, extend, reorder or "
        "stay, not 'rol' - did you mean 'roll'?",
        "what-if.yaml:10:26: S008 axes[2].seeds: expected 1 or more, not 0",
        "what-if.yaml:11:5: S047 axes[3]: expected one of options, policies and seeds",
        "what-if.yaml:12:1: S003 unknown field 'sampel' - did you mean 'sample'?",
    ]


def test_every_name_that_is_unknown_is_told_with_its_line(tmp_path: Path) -> None:
    assert complaints(
        tmp_path,
        f"{AXES}  - axis: need\n    options:\n"
        "      - {absent: {who: chair-aa, when: thurday}, gone: {room: halls}}\n"
        "      - {more: {of: C, slots: 1}}\n      - {without: [A], name: x}\n"
        "      - {without: [B], name: x}\n      - {less: {of: B, minutes: 150}}\n"
        "  - {axis: need, seeds: 2}\n",
    ) == [
        "what-if.yaml:3:11: S016 'need' is the name of several axes",
        "what-if.yaml:5:24: S017 no person or group is called 'chair-aa' - did you mean 'chair-a'?",
        "what-if.yaml:5:40: S014 'thurday' is not a day (expected 2025-02-26, wednesday or 26 Feb)",
        "what-if.yaml:5:63: S018 no room is called 'halls' - did you mean 'hall'?",
        "what-if.yaml:6:21: S022 no session or body is called 'C'",
        "what-if.yaml:7:9: S016 'x': several options have this name",
        "what-if.yaml:8:9: S016 'x': several options have this name",
        "what-if.yaml:9:33: S008 150 of 150 minutes: no minutes are left",
        "what-if.yaml:10:12: S016 'need' is the name of several axes",
    ]


def test_an_option_with_which_the_scenario_could_not_be_read_is_told(tmp_path: Path) -> None:
    [only] = complaints(
        tmp_path, f"{AXES}  - {{axis: x, options: [{{durations: {{of: a1, minutes: 400}}}}]}}\n"
    )
    assert only.startswith("what-if.yaml:3:25: S021 with this, ")


def test_a_wrong_scenario_is_told_with_the_sweep(tmp_path: Path) -> None:
    told = complaints(
        tmp_path, SWEEP, SCENARIO.replace("rooms: [hall], lang", "room: [hall], lang")
    )
    assert len(told) == 1
    assert "meeting.yaml:18:" in told[0]
    [missing] = complaints(tmp_path, SWEEP.replace("meeting.yaml", "other.yaml"))
    assert missing == "other.yaml:1:1: S001 file not found"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "S012 expected fields (base, seconds, policy, sample, ...): this is not the sweep"),
        ("base: [", "S004"),
        ("base: m.yaml\n", "S006 'axes' is missing"),
        (
            f"{AXES}  - {{axis: a, seeds: 1000}}\n" + "  - {axis: b, seeds: 1000}\n",
            "1,000,000 jobs",
        ),
    ],
)
def test_what_is_no_sweep_is_refused(tmp_path: Path, text: str, message: str) -> None:
    told = complaints(tmp_path, text)
    assert any(message in line for line in told), told


def test_jobs_are_every_combination_in_the_order_of_the_file(tmp_path: Path) -> None:
    jobs = read(tmp_path).jobs()
    assert [job.number for job in jobs] == list(range(1, 9))
    assert [job.name for job in jobs[:3]] == [
        "as it is · as it is · seed 1",
        "as it is · as it is · seed 2",
        "as it is · no hall · seed 1",
    ]
    assert jobs[-1].name == "Body B +30 min · no hall · seed 2"
    assert [job.seed for job in jobs] == [1, 2] * 4
    assert [job.combined for job in jobs] == [False] * 6 + [True] * 2
    assert len({job.key for job in jobs}) == 8


def test_a_sample_has_no_job_twice_and_depends_on_its_seed_alone(tmp_path: Path) -> None:
    whole = {job.name: job.key for job in read(tmp_path).jobs()}
    samples: dict[int, list[str]] = {}
    for seed in (1, 1, 2, 3):
        drawn = read(tmp_path, f"{SWEEP}sample: 5\nseed: {seed}\n").jobs()
        assert {job.name: job.key for job in drawn}.items() <= whole.items()
        assert len(drawn) == 5
        assert samples.setdefault(seed, [job.key for job in drawn]) == [job.key for job in drawn]
    assert len({tuple(keys) for keys in samples.values()}) > 1
    assert len(read(tmp_path, f"{SWEEP}sample: 50\n").jobs()) == 8


def test_a_key_depends_on_what_is_meant_and_not_on_how_it_is_written(tmp_path: Path) -> None:
    def keys(sweep: str = SWEEP, scenario: str = SCENARIO) -> list[str]:
        return [job.key for job in read(tmp_path, sweep, scenario).jobs()]

    usual = keys()
    respelt = SCENARIO.replace("minutes: 120,", "minutes: 2h, kind: session,")
    assert keys(scenario=f"# a comment\n\n{respelt}") == usual
    assert keys(SWEEP.replace("no hall", "without the hall")) == usual
    assert set(keys(SWEEP.replace("seconds: 10", "seconds: 11"))).isdisjoint(usual)
    assert set(keys(scenario=SCENARIO.replace("minutes: 120,", "minutes: 135,"))).isdisjoint(usual)
    assert set(keys(f"{SWEEP}policy: roll\n")).isdisjoint(usual)


def test_the_order_of_what_has_none_does_not_count(tmp_path: Path) -> None:
    one = read(tmp_path).base.problem
    other = read(tmp_path, scenario=SCENARIO.replace("[en, fr, es]", "[es, en, fr]")).base.problem
    assert digest_of(one) == digest_of(other)


def test_a_key_depends_on_the_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {job.key for job in read(tmp_path).jobs()}
    monkeypatch.setattr("scheduler.sweeps.jobs.__version__", "99.0")
    assert before.isdisjoint({job.key for job in read(tmp_path).jobs()})
