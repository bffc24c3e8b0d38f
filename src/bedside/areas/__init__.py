"""What is kept and done: Django apps, low to high."""
