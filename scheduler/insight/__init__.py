"""
What can be said of a scenario or a timetable without solving it.

Where else a session could sit, what stands in the way there, what a timetable costs whom, and what
can never fit. Nothing in this room loads a solver; ``why_not`` is handed one.
"""
