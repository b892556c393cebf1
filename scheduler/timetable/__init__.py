"""Timetables: sittings, files, differences, what runs now."""

from scheduler.timetable.certificates import (
    Certificate,
    CountCertificate,
    PatternCertificate,
    PricedLeaf,
    PricedSlots,
    PriceGroup,
    SetCertificate,
)
from scheduler.timetable.record import (
    Change,
    Charge,
    Expected,
    Kind,
    Record,
    Robustness,
    Run,
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
