"""What SECURITY.md promises: each defence has a test, and no test is one that cannot fail."""
