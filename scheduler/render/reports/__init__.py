"""What commands answer, in words and as JSON."""
