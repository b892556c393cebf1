"""What a file says otherwise than a scenario."""
