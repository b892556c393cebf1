"""What a file says otherwise than a scenario: found, told in words, and taken over."""
