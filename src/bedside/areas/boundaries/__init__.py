"""Boundaries: what this site made stricter in the table of who may do what, and the gate that all areas above ask."""
