"""Timetables: sittings, files, differences, what runs now."""

from scheduler.timetable.record import (
    Certificate,
    Change,
    Charge,
    CountCertificate,
    Kind,
    PatternCertificate,
    PricedLeaf,
    PricedSlots,
    PriceGroup,
    Record,
    Run,
    Tier,
    Warning_,
)
from scheduler.timetable.timetable import Timetable, Unplaced

__all__ = [
    "Certificate",
    "Change",
    "Charge",
    "CountCertificate",
    "Kind",
    "PatternCertificate",
    "PriceGroup",
    "PricedLeaf",
    "PricedSlots",
    "Record",
    "Run",
    "Tier",
    "Timetable",
    "Unplaced",
    "Warning_",
]
