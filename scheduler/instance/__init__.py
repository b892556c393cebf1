"""The problem as integers: ticks, candidates, who presides, what excludes what."""
