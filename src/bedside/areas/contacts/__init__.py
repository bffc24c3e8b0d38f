"""Contacts: follow, block, mute."""
