"""
Timetables for sessions of Working Groups: solve, verify, replan, explain, print.

For scripts and notebooks; docs/python.md shows how. ``__init__.pyi`` beside this file says what
there is and where it lives. Importing this loads next to nothing: a name is loaded when it is
first used, the solver only by what solves.
"""

import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
