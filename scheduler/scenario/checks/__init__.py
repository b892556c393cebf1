"""What is wrong with a scenario that can be read, one module a subject."""
