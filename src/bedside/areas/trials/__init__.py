"""Trials of one's own: a plan that is fixed before its first day, what its days say, and many together."""
