"""What is right: plain Python, no Django, no database, no network."""
