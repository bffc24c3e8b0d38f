"""Crisis lines as the people who run the site have called them: which are shown where, and which to call again."""
