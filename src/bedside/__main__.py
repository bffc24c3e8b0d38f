"""`python -m bedside` is the command `bedside`."""

from bedside.site.main import main

raise SystemExit(main())
