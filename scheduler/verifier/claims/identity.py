"""Which meeting, time zone and revision a file says it belongs to."""

from collections.abc import Iterator

from scheduler.verifier.claims.statement import Statement
from scheduler.verifier.findings import FalseClaim


def false_claims(statement: Statement) -> Iterator[FalseClaim]:
    meeting, record = statement.problem.meeting, statement.record
    if record.meeting != meeting.id:
        is_of = f"it is of meeting {record.meeting}; the scenario is of {meeting.id}"
        message = f"The file says that {is_of}."
        yield FalseClaim("meeting", message)
    if record.timezone != meeting.timezone:
        message = (
            f"The file says that its time zone is {record.timezone}; it is {meeting.timezone}."
        )
        yield FalseClaim("timezone", message)
    if record.revision == 0 and record.situation is not None:
        message = "The file says that it is the first issue (revision 0); it was replanned."
        yield FalseClaim("revision", message)
