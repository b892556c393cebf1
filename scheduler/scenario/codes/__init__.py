"""The codes of complaints, and what each means."""
