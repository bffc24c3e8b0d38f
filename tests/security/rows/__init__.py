"""Row-level security, the second wall."""
