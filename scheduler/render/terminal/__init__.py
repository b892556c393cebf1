"""
The terminal: what a command answers (``answer``) and how it leaves the program (``console``).

``show`` puts a timetable on the screen, as a grid (``screen_grid``) or in plain lines
(``screen_list``); ``progress_line`` says how a long search goes.
"""
