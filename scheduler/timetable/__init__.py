"""Timetables: sittings, files, differences, what runs now."""

from scheduler.timetable.record import (
    Certificate,
    Change,
    Charge,
    CountCertificate,
    Expected,
    Kind,
    PatternCertificate,
    PricedLeaf,
    PricedSlots,
    PriceGroup,
    Record,
    Robustness,
    Run,
    SetCertificate,
    Tier,
    Warning_,
    WeekFigures,
)
from scheduler.timetable.timetable import Timetable, Unplaced

__all__ = [
    "Certificate",
    "Change",
    "Charge",
    "CountCertificate",
    "Expected",
    "Kind",
    "PatternCertificate",
    "PriceGroup",
    "PricedLeaf",
    "PricedSlots",
    "Record",
    "Robustness",
    "Run",
    "SetCertificate",
    "Tier",
    "Timetable",
    "Unplaced",
    "Warning_",
    "WeekFigures",
]
