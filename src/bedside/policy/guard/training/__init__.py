"""Commands that make the data files of the guard. Nothing here runs when a text is read."""
