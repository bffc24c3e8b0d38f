"""The demo: invented people and what they write. Every text is written by hand; nobody in it exists."""
