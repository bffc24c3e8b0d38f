"""Figures about treatments as plain functions: units, shares, flags, public sets.

What of them may be shown is decided in `policy/disclosure.py`.
"""
