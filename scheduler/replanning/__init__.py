"""What happened, what that moves, and the proof that nothing else need move."""
