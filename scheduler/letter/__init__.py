"""
Letters in Word: the annex found in one, read as a scenario, or replaced and nothing else.

``render`` writes the table; what is here reads, and keeps the rest of the file as it is.
"""

from scheduler.letter.annex_skeleton import skeleton
from scheduler.letter.choosing import Chosen, choose, choose_all
from scheduler.letter.inference import Guess, guess
from scheduler.letter.package import Letter, open_letter, with_text

__all__ = [
    "Chosen",
    "Guess",
    "Letter",
    "choose",
    "choose_all",
    "guess",
    "open_letter",
    "skeleton",
    "with_text",
]
