"""Moderation: why something is reported, who looks at it, what may be done, what is told, and how it is undone.

`reasons` and `acts` are tables, `cases` the states and clocks, `telling` the sentences, `likeness` finds look-alikes,
and `spam` says what waits for a look before anybody reports it. No rule here knows a treating relation; none blames.
"""
