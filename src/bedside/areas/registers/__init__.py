"""Registers: the imported public registers of licensed clinicians, looked up by number, or by name and place."""
