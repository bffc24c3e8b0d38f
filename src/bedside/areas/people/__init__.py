"""People: accounts, personas, sessions, staff roles, and the site they are on."""
