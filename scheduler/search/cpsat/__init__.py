"""How CP-SAT is run: tier by tier, with hints, near an incumbent."""
