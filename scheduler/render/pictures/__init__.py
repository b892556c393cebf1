"""
Pictures of a timetable, for looking: ``picture_svg`` and ``picture_png`` write them.

What each shows is a module: ``grid_picture``, ``gantt``, ``utilisation_map``, ``clash_map``. They
begin with a ``canvas`` and are drawn with the shapes of ``svg``.
"""
