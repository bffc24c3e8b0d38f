"""Practices: their door, hours, team, rota and own texts. What patients write to them is in `messaging`."""
