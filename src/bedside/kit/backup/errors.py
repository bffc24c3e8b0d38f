"""What is wrong with a backup."""

from bedside.kit.errors import Refused


class BadBackup(Refused):
    """A file that is not restored; nothing of it was used."""

    code = "damaged"
    what = "This backup was changed or cut off."
    do = "Nothing was restored. Take another copy of it, or an older backup."
