"""
Notices: who must be told of a publication, and what; as a mail, a calendar file and a short text.

Worked out from published timetables alone, and from nothing that depends on the moment of asking:
the same publications give the same bytes. Nothing is sent here, and nobody's address is known:
recipients are offices and bodies.
"""

from scheduler.notices.notice_letters import Letter, letters
from scheduler.notices.outbox import alone, put, tidy

__all__ = ["Letter", "alone", "letters", "put", "tidy"]
