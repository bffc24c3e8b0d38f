"""How a clinician becomes verified, and stays so: what is a badge worth (spec clinicians.md 1)."""
