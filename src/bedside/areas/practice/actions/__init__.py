"""Every write to practices."""
