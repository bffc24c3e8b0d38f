"""Crisis lines: which are shown, what can be dialled in their words, and how an operator's list is read."""
