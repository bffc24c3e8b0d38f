"""The words of the help and privacy pages. They say what is true of this version, and are changed with it."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

# Said wherever somebody decides to write in a community, in the same words.
STORED = _(
    "Posts in a community are stored so that they can be searched; the people who run this server could read them."
)

Texts = tuple[tuple[str, tuple[str, ...]], ...]

GUARD: Texts = (
    (
        _("What it looks for"),
        (
            _("Names, dates that belong to a person, places smaller than a state, ages of 90 and more."),
            _("Numbers and addresses that lead to one person: phone, mail, records, cards, cars, devices, links."),
            _("Details that are harmless alone and together point to one person: a rare illness in a small town."),
            _("In answers by clinicians and practices: words that tell who is whose patient, true or not."),
            _("Words of danger, so that you are shown where help is. It never hides such a post."),
        ),
    ),
    (
        _("What it does then"),
        (
            _("About yourself you decide. You are warned, and asked once more before a number goes out."),
            _("A text about somebody else waits until it is changed, or until you say that they agreed."),
            _("Clinicians change what is marked before it is published. The suggestions take one press each."),
            _("What stands on your own public profile is yours to repeat."),
        ),
    ),
    (
        _("What it cannot do"),
        (
            _("It does not prove that nobody can be found."),
            _("It reads English, and of other languages only names and patterns."),
            _("Not every site looks at pictures, and words, codes and faces in them can be missed. Look yourself."),
            _("It does not know law, and it does not know whether something is true."),
        ),
    ),
)

HELP: Texts = (
    (
        _("Spaces"),
        (
            _("The public square is open: anyone can read it, also without an account."),
            _("A community is for one illness. Only members can read it. Nobody outside can see that you are in it."),
            _("A clinicians' room is for people whose profession was checked."),
            _("You can leave a space at any time. It takes effect at once."),
        ),
    ),
    (
        _("Writing"),
        (
            _("What you type is kept as a draft while you write. Only you can read it."),
            _("The button says who will read it. Look at it before you press."),
            _("A guard reads your text before anybody else does. It marks what could show who a person is."),
            _("About yourself you decide: the guard warns you, and never stops you."),
            _("You can change or delete what you wrote. Deleted means gone, and after 35 days from backups too."),
            STORED,
        ),
    ),
    (
        _("Who you are here"),
        (
            _("You need no real name. Others see the name you chose."),
            _("You can have more than one persona. Nobody else can see that they belong together."),
            _("Block somebody, and you no longer exist for each other here."),
        ),
    ),
    (
        _("Figures about treatments"),
        (
            _("They count what members told us, with its limits. They are no advice."),
            _("Under 11 people we say “too few to say”. Numbers are rounded."),
            _("Figures from other collections stand apart, with their source."),
        ),
    ),
    (
        _("Made for bad days"),
        (
            _("Quiet, at the top of each page, dims it and takes the pictures and counts away."),
            _("Lists end. Nothing moves, plays or loads by itself."),
            _("The site works without JavaScript, with the keyboard and with a screen reader."),
        ),
    ),
)

PRIVACY: Texts = (
    (
        _("What is kept"),
        (
            _("Your mail address, encrypted. It is used to sign in and to write to you, and shown to nobody."),
            _("What you write, until you delete it. Drafts are encrypted, and go after 180 days untouched."),
            _("The spaces you are in, whom you follow, block and mute."),
            _("A list of browsers you are signed in with. No network address is kept."),
        ),
    ),
    (
        _("Who can read it"),
        (
            _("Each post says who can read it."),
            STORED,
            _("Moderators and administrators see no more of closed spaces than you would."),
            _("What you answer about a treatment is counted only if you say so, and never shown as yours."),
        ),
    ),
    (
        _("What this site does not do"),
        (
            _("No advertising, no sale of data, no trackers. No page contacts any other site."),
            _("Nothing counts how long you look or what you click."),
            _("No other site gets a copy of what you write."),
        ),
    ),
    (
        _("What a deletion does"),
        (
            _("A deleted post is gone at once, with its pictures and earlier versions."),
            _("Backups that were made before still hold it. They are thrown away after 35 days."),
        ),
    ),
    (
        _("Your data, and leaving"),
        (
            _("In Settings you get a copy of everything that is kept about you."),
            _("In Settings you can also leave for good. You have seven days to come back, or it is done now."),
            _("Your mail address, drafts and what you said of treatments are encrypted with a key of your own."),
            _("When you leave, this key is destroyed. Nobody can read them then, in backups too."),
            _("Posts are not encrypted. They are gone here at once, and leave the backups after 35 days."),
            _("If a legal order holds your account, you are told. It is erased when the order ends."),
        ),
    ),
)


def sections(texts: Texts) -> list[dict[str, object]]:
    """Return texts as the pages draw them, in the reader's language."""
    return [{"title": gettext(title), "points": [gettext(point) for point in points]} for title, points in texts]
