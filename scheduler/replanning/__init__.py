"""What happened, what that moves, and the proof that nothing else need move."""

from scheduler.replanning.facts import parse_minutes, parse_moment
from scheduler.replanning.replan import Replanned, alternatives, replan

__all__ = ["Replanned", "alternatives", "parse_minutes", "parse_moment", "replan"]
