"""The timetable for conference apps: schedule.xml and .json, as C3VOC or pretalx read them."""
