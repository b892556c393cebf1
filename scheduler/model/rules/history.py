"""
What is past stays, what runs keeps its room and start, and nothing new starts in the past.

    start_p >= now            for every part p that has not begun

Sittings that have begun are constants of the variables themselves.
"""

from scheduler.model.variables import Variables


def post(var: Variables) -> None:
    if var.instance.now > 0:
        for i in range(len(var.instance.sessions)):
            var.not_before(i, var.instance.now)
