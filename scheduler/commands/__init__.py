"""Commands that work on a store: their options and helps; what they answer is in ``answers``."""
