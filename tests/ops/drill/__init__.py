"""The drill: a real site under writes, one fault after the other, and what was expected of each."""
