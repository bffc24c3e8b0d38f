"""Posts of our own, with what must be found between `[[kind:` and `]]`; all invented.

The `seen` files were read while mending, and the tagger learns from their templates. Nobody mends by reading the `kept`
ones: they tell how the guard does on posts that it was not made for.
"""
