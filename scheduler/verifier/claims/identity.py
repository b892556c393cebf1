"""Which meeting, time zone and revision a file says that it is of."""

from collections.abc import Iterator

from scheduler.verifier.claims.statement import Statement
from scheduler.verifier.findings import FalseClaim


def false_claims(statement: Statement) -> Iterator[FalseClaim]:
    meeting, record = statement.problem.meeting, statement.record
    if record.meeting != meeting.id:
        message = f"The file is of meeting {record.meeting}, the scenario of {meeting.id}."
        yield FalseClaim("meeting", message)
    if record.timezone != meeting.timezone:
        message = f"The file is in {record.timezone}, the meeting in {meeting.timezone}."
        yield FalseClaim("timezone", message)
    if record.revision == 0 and record.situation is not None:
        message = "The file is a first issue (revision 0), but was replanned from a published one."
        yield FalseClaim("revision", message)
