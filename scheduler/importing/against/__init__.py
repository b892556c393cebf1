"""How a file differs from a scenario: found, put in words, and taken over."""
