"""Bedside: a health social network where clinicians and patients talk in the open without crossing the line."""

__version__ = "0.1.0"
