"""Audit: who did what to whom, append-only."""
