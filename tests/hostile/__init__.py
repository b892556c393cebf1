"""Inputs that nobody means: mutated by the hundred thousand, swollen, and full of people."""
