"""What happened, what that moves, and the proof that nothing else need move."""

from scheduler.replanning.replan import Replanned, alternatives, replan, tried

__all__ = ["Replanned", "alternatives", "replan", "tried"]
