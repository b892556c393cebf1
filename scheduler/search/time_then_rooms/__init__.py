"""Ways to search: each takes a problem and a budget, and gives an incumbent with proved bounds."""
