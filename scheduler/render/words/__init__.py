"""Words, lines and boxes of text."""
