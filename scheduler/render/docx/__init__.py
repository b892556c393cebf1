"""Word: the annex as a file of its own, or replaced in a letter."""
