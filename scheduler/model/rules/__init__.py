"""One module a rule: what CP-SAT is told of it."""
