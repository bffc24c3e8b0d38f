"""Spaces: the square, communities, rooms and practices, and who is in them."""
