"""The risk of a timetable as plain data: chances with their intervals, moments, minutes."""

from collections.abc import Mapping

from scheduler.render.reports.risk_report import Told
from scheduler.risk.assessing import Assessment
from scheduler.risk.figures import Chance, Mean, SessionRisk


def fields(risk: Assessment, told: Told) -> Mapping[str, object]:
    """The fields of ``risk --json``."""
    return {
        "issue": told.issue,
        "policy": told.policy,
        "now": told.now,
        "samples": risk.samples,
        "seed": told.seed,
        "exact": risk.exact,
        "replanned": told.replanned,
        "sessions": [_session(s) for s in risk.sessions],
        "cells": [
            {"room": room, "slot": slot, "changes": share_fields(chance)}
            for (room, slot), chance in risk.cells
        ],
        "cells_changed": mean_fields(risk.changed),
        "last_close": None
        if risk.close is None
        else {
            "slot": risk.close.slot,
            "missed": share_fields(risk.close.passed),
            "minutes": mean_fields(risk.close.minutes),
        },
        "undecided": share_fields(risk.undecided),
        "overtime": mean_fields(risk.overtime),
        "trimmed": mean_fields(risk.trimmed),
        "delays": [
            {"cause": d.cause, "session": d.session, "minutes": mean_fields(d.minutes)}
            for d in risk.delays
        ],
        "clashes": [
            {"person": c.person, "sessions": list(c.sessions), "chance": share_fields(c.chance)}
            for c in risk.clashes
        ],
    }


def _session(s: SessionRisk) -> dict[str, object]:
    return {
        "session": s.session,
        "room": s.room,
        "printed": {"start": s.printed_start, "end": s.printed_end},
        "start": {"p10": s.starts[0], "p50": s.starts[1], "p90": s.starts[2]},
        "end": {"p10": s.ends[0], "p50": s.ends[1], "p90": s.ends[2]},
        "starts_later": share_fields(s.starts_later),
        "starts_earlier": share_fields(s.starts_earlier),
        "ends_later": share_fields(s.ends_later),
        "minutes_late": mean_fields(s.late),
        "undecided": share_fields(s.undecided),
    }


def share_fields(chance: Chance) -> dict[str, float]:
    digits = 9
    return {
        "chance": round(chance.value, digits),
        "low": round(chance.low, digits),
        "high": round(chance.high, digits),
    }


def mean_fields(value: Mean) -> dict[str, float]:
    return {"mean": round(value.value, 6), "margin": round(value.margin, 6)}
