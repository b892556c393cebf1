"""
What each command of the program answers: load, call, put into words.

Only the command line uses this room. It may reach every other one, but loads OR-Tools only where
something is solved.
"""
