"""The programme of a conference, schedule.xml or schedule.json: read talk by talk."""
