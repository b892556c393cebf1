"""Instances that others wrote, said in the rules of the product."""
