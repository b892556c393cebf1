"""A layout decides rows and columns once; each writer turns it into text or bytes, no more."""
