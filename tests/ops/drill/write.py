"""Writes docs/operators/faults.md from the table of faults: `python -m tests.ops.drill.write`."""

from tests.ops.drill.faults import DOCUMENT, ROUNDS, faults

HEAD = f"""# What happens when something fails

Made by `make docs` from the table in `tests/ops/drill/faults.py`. Do not change it by hand.

`make drill` plays every line on a site of its own, with embedded PostgreSQL, while members write: {ROUNDS} rounds of
`kill -9` (`ROUNDS=50 make drill` for fewer), then one fault after the other (`ONLY=disk` for those with that word). It
prints for each what was seen and how long it took until all was well again. `make nightly` plays them too, with 50
rounds; the check of every change (`make kills`) has 50 rounds of kills, `make test-wide` ten. Every line also asks: no
post that was acknowledged is lost, none is there twice, every answer to a post made exactly one notice, each clock of
the escalations that were open meanwhile (24, running out a second apart) was told exactly once, and no log holds a
member's words or address.
Lines marked with * mount a small disk, and need root.

| fault | what the site does | well again within |
|---|---|---|
"""
TAIL = """
The time counts from the fault, or, for disks, mail servers and connections, from the moment they are well again.

## What the site leaves to others
- **Slow bodies.** A client that sends the body of a form a byte a second holds one of the eight threads of the web
  server. The proxy in front has to take the whole request before it passes it on: nginx does so by itself
  (`proxy_request_buffering on`), for Caddy write `request_buffers 2MB` into `reverse_proxy`.
- **A second machine.** What survives the loss of the whole machine is what was copied from it.
- **Room on the disk.** Nothing stops writing before a disk is full. Watch it.
"""


def document() -> str:
    """Return the whole page."""
    lines = [f"| {one.name}{' *' if one.as_root else ''} | {one.expected} | {one.within:g} s |" for one in faults()]
    return HEAD + "\n".join(lines) + "\n" + TAIL


if __name__ == "__main__":
    DOCUMENT.write_text(document())
