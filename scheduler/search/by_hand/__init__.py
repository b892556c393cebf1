"""A first timetable without a model: rooms as rows, one session after another."""
