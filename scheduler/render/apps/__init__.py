"""
The timetable for conference apps: schedule.xml and schedule.json, each in two profiles.

``voc`` keeps to what the schema of the C3VOC allows and nothing else; ``pretalx`` adds what that
program writes and its readers look for (generator, guid of rooms, url, recording, attachments).
"""
