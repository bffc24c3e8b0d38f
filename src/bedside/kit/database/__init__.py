"""Django's PostgreSQL backend, which tells each connection for whom its statements run (see `base`)."""
