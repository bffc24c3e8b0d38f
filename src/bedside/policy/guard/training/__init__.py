"""What makes the data files of the guard. Nothing here is imported when a text is checked."""
