"""Notify: what a persona is told inside the site."""
