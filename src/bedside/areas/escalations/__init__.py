"""Escalations: from a post to a private, human answer. The rota, the clocks, the thread, the hand-off, the review."""
