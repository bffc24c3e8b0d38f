"""`python -m bedside.policy.guard check`: the guard without the web project."""

from __future__ import annotations

import sys

from bedside.policy.guard.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdin.buffer, sys.stdout, sys.stderr))
