"""Policies side by side, in words: what each costs on average, whom, and which one suits."""

from collections.abc import Mapping

from scheduler.problem import Problem
from scheduler.render.reports.replan_report import Brief, brief
from scheduler.render.reports.risk_json import mean_fields, share_fields
from scheduler.render.reports.risk_report import mean_words
from scheduler.render.terminal.answer import GOOD, QUIET, Line, View, adapt, say
from scheduler.render.terminal.figures import fit_table
from scheduler.render.words import percent
from scheduler.risk.policies import Comparison, PolicyRisk
from scheduler.timetable import Record

HEADS = ("policy", "to decide", "cells", "overtime", "trimmed", "late")
NOTE = (
    "Averages per week: cells of the annex that change, minutes of overtime, minutes "
    "given up, and the total minutes of late starts."
)


def lines(
    problem: Problem, published: Record, comparison: Comparison, seed: int, view: View
) -> list[Line]:
    """A row for each policy, who pays, and which one suits this meeting."""
    names = brief(problem, published.timetable)
    rows = [list(HEADS), *(_row(p) for p in comparison.policies)]
    made = [
        say(f"Policies compared: {problem.meeting.title}", "bold"),
        say(
            f"the same {comparison.samples:,} weeks under each, replanned, seed {seed}; "
            f"averages over the {comparison.held:,} weeks that every policy completes",
            QUIET,
        ),
        Line(),
    ]
    for number, printed in enumerate(fit_table(rows, view.width)):
        made += [Line(text, QUIET if number == 0 else "") for text in printed]
    made += [Line(), *(_payer(names, p) for p in comparison.policies), Line()]
    made += [say(_verdict(comparison), GOOD), say(NOTE, QUIET)]
    return list(adapt(made, view))


def _row(risk: PolicyRisk) -> list[str]:
    means = (risk.changed, risk.overtime, risk.trimmed, risk.late)
    return [risk.policy, percent(risk.undecided), *map(mean_words, means)]


def _payer(names: Brief, risk: PolicyRisk) -> Line:
    if risk.payer is None:
        return say(f"Under {risk.policy}, no session loses a minute.")
    return say(
        f"Under {risk.policy} {names.session(risk.payer)} pays most: "
        f"{mean_words(risk.paid)} minutes late or given up."
    )


def _verdict(comparison: Comparison) -> str:
    first = comparison.policies[0].policy
    beaten = [policy for policy, better in comparison.better.items() if better]
    others = [policy for policy, better in comparison.better.items() if not better]
    if not others:
        return f"{first} suits this meeting best."
    undecided = ", ".join(others)
    if not beaten:
        return (
            f"These weeks show no difference between {first} and {undecided}; try more --samples."
        )
    return (
        f"{first} suits better than {', '.join(beaten)}; these weeks show no difference "
        f"from {undecided}."
    )


def fields(comparison: Comparison, seed: int) -> Mapping[str, object]:
    """The same as plain data."""
    return {
        "samples": comparison.samples,
        "held": comparison.held,
        "seed": seed,
        "policies": [
            {
                "policy": p.policy,
                "undecided": share_fields(p.undecided),
                "cells_changed": mean_fields(p.changed),
                "overtime": mean_fields(p.overtime),
                "trimmed": mean_fields(p.trimmed),
                "late": mean_fields(p.late),
                "pays": p.payer,
                "paid": mean_fields(p.paid),
            }
            for p in comparison.policies
        ],
        "better": dict(comparison.better),
    }
