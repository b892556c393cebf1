"""
What others send, as parts of a scenario: tables of sessions, calendars, programmes, registrations.

Everything here is read, judged and turned into text; who calls decides where that is written.
"""

SOURCE = "the file that is imported"
"""What a file read here is for the command that reads it."""
