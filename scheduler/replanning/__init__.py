"""What happened, what that moves, and the proof that nothing else need move."""

from scheduler.replanning.replan import Replanned, alternatives, played_through, replan

__all__ = ["Replanned", "alternatives", "played_through", "replan"]
