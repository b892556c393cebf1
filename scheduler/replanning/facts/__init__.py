"""
Facts: what happened, as a planner says it, never edited, only added.

    overrun SESSION MINUTES             needs this much more than was planned
    early SESSION MINUTES               ends this much before it was planned to
    late SESSION MINUTES                starts this much after it was planned to
    speakers SESSION LEFT LIMIT         so many have yet to speak, so many minutes each
    cancelled SESSION                   is not held
    added SESSION                       is new: the scenario has it, what was published has not
    added SESSION MINUTES [MORE]        is new to both; MORE says what a session says, as JSON
    absent PERSON [FROM [to TO]]        is away; without a window, from now to the end
    room-lost ROOM [FROM [to TO]]       cannot be used; the same
    interpretation-lost TEAM [FROM [to TO]]   does not work; the same
    interpretation-cut MINUTES          no team works longer at a stretch
    documents DOCUMENT DAY              comes out then; a session's name stands for its papers
    quorum-missed [to UNTIL]            the delegations counted on are not registered by then

Days, moments and durations are read as everywhere (``scheduler.vocabulary.moments``); a day alone
is that whole day, ``wed afternoon`` that slot; a clock time alone after a FROM is on the same day.
Each may end with ``at WHEN``, when it was told: that tells two like facts apart, for the same fact
is never counted twice, and ``speakers`` needs it.
"""

from scheduler.replanning.facts.fact import HELD, MINUTES, SPELLINGS, Fact, Kind
from scheduler.replanning.facts.parser import TOLD, parse

__all__ = [
    "HELD",
    "MINUTES",
    "SPELLINGS",
    "TOLD",
    "Fact",
    "Kind",
    "parse",
]
