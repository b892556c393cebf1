"""replan, revert, contingency, now: what happens after something happened."""
