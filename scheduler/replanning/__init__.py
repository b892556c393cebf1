"""What happened, what that moves, and the proof that nothing else need move."""

from scheduler.replanning.alternatives import alternatives
from scheduler.replanning.replan import Replanned, played_through, replan

__all__ = ["Replanned", "alternatives", "played_through", "replan"]
