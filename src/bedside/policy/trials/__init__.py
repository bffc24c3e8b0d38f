"""Trials of one's own: two arms in blocks on oneself, planned before the first day (`records.md` section 5).

`plan` says which arm holds on which day and what makes a plan; `refusals` what nobody may try alone; `analysis` what
one member's days say; `pooling` what those of many say together.
"""
