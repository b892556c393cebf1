"""
What others send, as parts of a scenario: tables of sessions, calendars, programmes, registrations.

Everything here is read, judged and turned into text; who calls decides where that is written.
"""
