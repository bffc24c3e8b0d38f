"""Every write to channels and threads, one verb a file."""
