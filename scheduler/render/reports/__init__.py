"""What commands answer, one module a subject: in words, and as JSON."""
