"""
What is past stays, what runs keeps its room and start, and nothing new starts in the past.

    start_p >= now            for every part p that has not begun

Sittings that have begun are constants of the variables themselves.
"""

from scheduler.model.variables import Variables


def post(var: Variables) -> None:
    model, instance = var.model, var.instance
    if instance.now > 0:
        for i in range(len(instance.sessions)):
            for part in var.open_parts(i):
                model.add(part.start >= instance.now).only_enforce_if(part.held)
