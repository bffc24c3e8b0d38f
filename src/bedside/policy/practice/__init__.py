"""What holds inside a practice's channels: hours, promise, threads, who reads what (spec clinicians.md 7 and 8)."""
