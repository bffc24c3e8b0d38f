"""What the people who build and release Bedside run; no part of the site."""
