"""Changes to the text of a scenario that leave every other byte, comments too, as it was."""

from scheduler.scenario.editing.edits import (
    AddSession,
    DropSession,
    Edit,
    JoinOrder,
    LeaveOrder,
    NotEditableError,
    SetField,
    SetOrder,
)
from scheduler.scenario.editing.rewriting import at_sessions, rewrite

__all__ = [
    "AddSession",
    "DropSession",
    "Edit",
    "JoinOrder",
    "LeaveOrder",
    "NotEditableError",
    "SetField",
    "SetOrder",
    "at_sessions",
    "rewrite",
]
