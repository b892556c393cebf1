"""
Timetables that bear surprises: hours before which nobody begins, and slack where times are free.

For rolling orders the hour of each session is chosen (``chain_model``, over drawn weeks, as a
CP-SAT model); for sessions in no order, where they sit (``free_model``, with a table of what slack
costs). The result is judged in fresh weeks against the plain timetable (``judging``); where it is
not better beyond chance, the plain one stays.
"""
