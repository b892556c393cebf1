"""Scenario files -> problems, with file, line and column for every complaint."""

from scheduler.scenario.codes.code import CODES, UnknownCodeError, explain
from scheduler.scenario.codes.unreadable import Code
from scheduler.scenario.diagnostics import Diagnostic, InvalidScenarioError
from scheduler.scenario.json_schema import schema
from scheduler.scenario.loading import Loaded, diagnose, diagnose_text, load, load_bytes

__all__ = [
    "CODES",
    "Code",
    "Diagnostic",
    "InvalidScenarioError",
    "Loaded",
    "UnknownCodeError",
    "diagnose",
    "diagnose_text",
    "explain",
    "load",
    "load_bytes",
    "schema",
]
