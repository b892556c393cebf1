"""
Timetables that bear surprises: hours before which nobody begins, and slack where times are free.

What is chosen: for rolling orders the hour of each session (``chain_model``, over drawn weeks, as a
CP-SAT model), for sessions in no order where they sit (``free_model``, with what a slack costs by
table). What came out is judged in fresh weeks against the plain timetable (``judging``); where it
is no better beyond chance, the plain one stays.
"""
