"""The site as one thing: settings, addresses, and the supervisor of its processes."""
