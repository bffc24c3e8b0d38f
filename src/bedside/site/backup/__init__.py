"""`bedside backup`, `bedside restore` and `bedside open` (operations.md section 7)."""

from bedside.site.backup.commands import add_parser

__all__ = ["add_parser"]
