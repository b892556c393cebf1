"""Replans: what must move, near what is published."""
