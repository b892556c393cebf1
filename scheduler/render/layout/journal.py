"""A daily paper: for each day a small grid of rooms and slots, and below it all details."""

from collections.abc import Iterator
from dataclasses import replace

from scheduler.render.languages.dating import on
from scheduler.render.layout.lists import Meeting, sheets_in_order
from scheduler.render.layout.rooms_view import room_pages
from scheduler.render.layout.sheets import Page


def journal_pages(meeting: Meeting, most: int) -> Iterator[Page]:
    """
    A page for each day on which there is something, or was.

    ``most``: slots side by side in the grid; a day of more slots has several.
    """
    heading = meeting.language.details[:1].upper() + meeting.language.details[1:]
    for day in meeting.days:
        today = replace(
            meeting,
            days=(day,),
            now={place: there for place, there in meeting.now.items() if place[1] == day},
            was={place: there for place, there in meeting.was.items() if place[1] == day},
            side={day: meeting.side[day]},
            side_was={day: meeting.side_was[day]},
        )
        held = any((today.now, today.was, today.side[day], today.side_was[day]))
        if held or len(meeting.days) == 1:
            grids = [sheet for page in room_pages(today, most) for sheet in page] if held else []
            caption = meeting.language.dot.join((on(day, meeting.language), heading))
            details = (replace(sheet, caption=caption) for sheet in sheets_in_order(today, None))
            yield (*grids, *details)
