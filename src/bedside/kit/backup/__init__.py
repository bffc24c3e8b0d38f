"""Backups: one encrypted file that holds rows and files, and nothing that could run.

`sealing` encrypts a stream to a public key, `parts` cuts it into named parts, `tables` reads and fills tables.
"""

from bedside.kit.backup.errors import BadBackup

__all__ = ["BadBackup"]
