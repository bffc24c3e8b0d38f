"""The list of clinicians: who stands in it, who finds whom and why, and how somebody gets out (clinicians.md 2)."""
