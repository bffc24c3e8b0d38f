"""Channels between patients and practices: threads, messages, who opened what. Treating relations live here alone."""
