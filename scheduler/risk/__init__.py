"""
How late, and how likely: durations with their spread, and the weeks that come of them.

What a simulated week is stands in docs/developers/costs.md. Where one order rolls in one room
and nobody has to decide anything, each start follows from the end before it by a table (``links``):
then the chances are worked out exactly (``exact``), and thousands of weeks are drawn (``drawing``).
Other weeks are replanned one by one (``weeks``), by whoever can solve.
"""
