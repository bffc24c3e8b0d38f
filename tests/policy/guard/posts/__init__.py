"""Posts of our own, with what must be found between `[[kind:` and `]]`; all invented.

The files with a 2 were written later, in pairs of one kind, one of which is seen and the other kept. No kept one of
them has three words running in common with a template of that time; those that had went to the seen ones.

The `seen` files were read while mending, and the tagger learns from their templates. Nobody mends by reading the `kept`
ones: they tell how the guard does on posts that it was not made for.
"""
