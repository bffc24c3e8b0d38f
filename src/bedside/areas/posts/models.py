"""Posts and what hangs on them. Foreign keys across owners carry no constraint, so that the tables can be sharded."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q

from bedside.areas.people.models import Persona
from bedside.areas.spaces.models import Space
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.audience import AUDIENCES

HOME_CAP = 800  # home rows kept for one persona
NOBODY = -2  # author of an empty row whose author was erased: no persona, no visitor (0), not the system (-1)


class PostKind(models.TextChoices):
    """What a post is."""

    POST = "post"
    QUESTION = "question"
    ARTICLE = "article"
    POLL = "poll"


class Post(models.Model):
    """Text with an audience in a space.

    `thread_id` is the first post's id, and `thread_author_id` its author: a block between a viewer and that author
    hides the whole thread. `html` is the rendered, sanitised text; it is written when the text is, never when it is
    read.
    A deleted post that has replies stays as an empty row (`gone`), so that the thread still holds.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    author = models.ForeignKey(Persona, on_delete=models.DO_NOTHING, db_constraint=False, related_name="posts")
    space = models.ForeignKey(Space, on_delete=models.DO_NOTHING, db_constraint=False, related_name="posts")
    audience = models.CharField(max_length=10, choices=[(name, name) for name in AUDIENCES])
    kind = models.CharField(max_length=8, choices=PostKind, default=PostKind.POST)
    reply_to_id = models.BigIntegerField(null=True)
    thread_id = models.BigIntegerField()
    thread_author_id = models.BigIntegerField()
    title = models.CharField(max_length=200, blank=True)
    topic = models.CharField(max_length=60, blank=True)
    text = models.TextField(max_length=50_000)
    warning = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=35, default="en")
    html = models.TextField(max_length=400_000)
    version = models.IntegerField(default=1)
    pinned = models.BooleanField(default=False)
    gone = models.BooleanField(default=False)
    # Whether anything was ever hung on it: saves a timeline from looking for what nearly no post has.
    answered = models.BooleanField(default=False, db_default=False)
    n_images = models.SmallIntegerField(default=0, db_default=0)
    # What moderators did, by the code of its reason: a line of words on it, a fold before it, and until when its author
    # alone sees it (`held_for` may also be a reason of `policy.moderation.spam`).
    label = models.CharField(max_length=12, blank=True, default="", db_default="")
    folded = models.CharField(max_length=12, blank=True, default="", db_default="")
    held_for = models.CharField(max_length=12, blank=True, default="", db_default="")
    held_until = models.DateTimeField(null=True)
    # It may repeat what the author of another post of its thread took out of it: folded (`actions/taking_details_out`).
    repeats = models.BooleanField(default=False, db_default=False)
    form_key = models.BigIntegerField(null=True)  # the form it came from: a form sent twice makes one post
    # The patient's permission that it hangs on: the post is there for as long as that is in force.
    authorisation_id = models.BigIntegerField(null=True)
    posted_by_id = models.BigIntegerField(null=True)  # the carer who wrote it for its author
    created_at = models.DateTimeField(default=now)
    edited_at = models.DateTimeField(null=True)
    # Since when being passed on rests, because somebody may be in danger: nobody is shown it (`actions/pausing.py`).
    paused_at = models.DateTimeField(null=True)
    search = models.GeneratedField(
        expression=SearchVector("title", "topic", "text", "warning", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        db_table = "posts_post"
        constraints = (
            models.CheckConstraint(name="post_audience_known", condition=Q(audience__in=AUDIENCES)),
            models.CheckConstraint(name="post_kind_known", condition=Q(kind__in=PostKind.values)),
            models.UniqueConstraint(name="post_once_a_form", fields=["author", "form_key"]),
        )
        indexes = (
            models.Index(fields=["author", "-id"], name="post_by_author"),
            models.Index(fields=["space", "-id"], name="post_by_space", condition=Q(reply_to_id=None)),
            models.Index(fields=["thread_id", "id"], name="post_by_thread"),
            GinIndex(fields=["search"], name="post_search"),
            models.Index(
                fields=["authorisation_id"], name="post_by_permission", condition=Q(authorisation_id__isnull=False)
            ),
            models.Index(fields=["held_until"], name="post_comes_out", condition=Q(held_until__isnull=False)),
        )


class PostRevision(models.Model):
    """The words of a post before an edit."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    post_id = models.BigIntegerField()
    version = models.IntegerField()
    title = models.CharField(max_length=200, blank=True)
    html = models.TextField(max_length=400_000)
    warning = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "posts_revision"
        constraints = (models.UniqueConstraint(name="revision_once", fields=["post_id", "version"]),)


class PostTag(models.Model):
    """A hashtag of a public post in the square; posts elsewhere leave no trace under their tags."""

    pk = models.CompositePrimaryKey("tag", "post_id")
    tag = models.CharField(max_length=60)
    post_id = models.BigIntegerField()

    class Meta:
        db_table = "posts_tag"
        indexes = (models.Index(fields=["post_id"], name="tag_by_post"),)


class TagFollow(models.Model):
    """`owner` wants posts with this hashtag in the home timeline."""

    pk = models.CompositePrimaryKey("owner_id", "tag")
    owner_id = models.BigIntegerField()
    tag = models.CharField(max_length=60)

    class Meta:
        db_table = "posts_tag_follow"


class Mention(models.Model):
    """A persona named in a post who may read it."""

    pk = models.CompositePrimaryKey("persona_id", "post_id")
    persona_id = models.BigIntegerField()
    post_id = models.BigIntegerField()

    class Meta:
        db_table = "posts_mention"
        indexes = (models.Index(fields=["post_id"], name="mention_by_post"),)


class FirstMessage(models.Model):
    """A message to a member who does not follow its author: she may take it, and only then is it hers to read.

    Until then there is no `Mention` of her, so that no list, search or notice knows of it: consent for each
    conversation (B38). Its author is not told what became of it.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        TAKEN = "taken"
        DECLINED = "declined"

    pk = models.CompositePrimaryKey("persona_id", "post_id")
    persona_id = models.BigIntegerField()
    post_id = models.BigIntegerField()
    author_id = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "posts_first_message"
        indexes = (
            models.Index(fields=["post_id"], name="first_message_by_post"),
            models.Index(fields=["persona_id", "-post_id"], name="first_message_waiting", condition=Q(state="waiting")),
        )


class Poll(models.Model):
    """Choices under a post. Who has not answered sees no result before the end."""

    post_id = models.BigIntegerField(primary_key=True)
    closes_at = models.DateTimeField()

    class Meta:
        db_table = "posts_poll"


class PollOption(models.Model):
    """One choice, in order."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    post_id = models.BigIntegerField()
    place = models.SmallIntegerField()
    text = models.CharField(max_length=100)

    class Meta:
        db_table = "posts_poll_option"
        constraints = (models.UniqueConstraint(name="poll_option_place", fields=["post_id", "place"]),)


class PollVote(models.Model):
    """One persona's choice; nobody but its owner can read whose it is."""

    pk = models.CompositePrimaryKey("persona_id", "post_id")
    persona_id = models.BigIntegerField()
    post_id = models.BigIntegerField()
    option_id = models.BigIntegerField()

    class Meta:
        db_table = "posts_poll_vote"
        indexes = (models.Index(fields=["post_id", "option_id"], name="vote_by_post"),)


class Image(models.Model):
    """A picture, decoded and written anew without its metadata. `key` (128 random bits) names the file."""

    key = models.CharField(primary_key=True, max_length=32)
    owner_id = models.BigIntegerField()
    post_id = models.BigIntegerField(null=True, db_index=True)
    waiting_id = models.BigIntegerField(null=True)  # the post that waits for it to be looked at
    place = models.SmallIntegerField(default=0)
    alt = models.CharField(max_length=1500, blank=True)
    media_type = models.CharField(max_length=20)
    width = models.IntegerField()
    height = models.IntegerField()
    place_removed = models.BooleanField(default=False, db_default=False)  # the file given told where it was taken
    created_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "posts_image"


class Waiting(models.Model):
    """A post that is not there yet: its pictures are being looked at, or its author has to look at them, or it has a
    day before which it is not published (`out_at`).

    It is no post: nothing reads this table but what its author asks for. Its words, where it goes, and what was found
    in its pictures are in `sealed` (JSON, encrypted).
    """

    class State(models.TextChoices):
        CHECKING = "checking"
        LOOK = "look"
        DAY = "day"  # not before `out_at`
        AGAIN = "again"  # its day came, and it could not be published as it is

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner_id = models.BigIntegerField()
    form_key = models.BigIntegerField()  # the form it came from: a form sent twice waits once
    state = models.CharField(max_length=8, choices=State, default=State.CHECKING)
    sealed = models.BinaryField(max_length=1_000_000)
    out_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(default=now)
    saved_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "posts_waiting"
        constraints = (models.UniqueConstraint(name="waiting_once_a_form", fields=["owner_id", "form_key"]),)
        indexes = (
            models.Index(fields=["id"], name="waiting_checked", condition=Q(state="checking")),
            models.Index(fields=["id"], name="waiting_for_day", condition=Q(state="day")),
        )


class Mark(models.Model):
    """What a persona pressed on a post: saved it for herself, said that it helped, or passed it on (a boost)."""

    class Kind(models.TextChoices):
        SAVED = "saved"
        HELPED = "helped"
        BOOSTED = "boosted"

    pk = models.CompositePrimaryKey("persona_id", "kind", "post_id")
    id = models.BigIntegerField(default=new_id)
    persona_id = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    post_id = models.BigIntegerField()

    class Meta:
        db_table = "posts_mark"
        indexes = (
            models.Index(fields=["post_id", "kind"], include=["persona_id"], name="mark_by_post"),
            models.Index(fields=["persona_id", "kind", "-id"], name="mark_by_persona"),
        )


class HomeEntry(models.Model):
    """A post in the home timeline of `owner_id`, because of a followed persona; `entry_id` orders it.

    `boosted_by` is the followed persona who passed it on, or null when the author is followed.
    Spaces and hashtags are merged on reading, and who may read is asked again on reading.
    """

    pk = models.CompositePrimaryKey("owner_id", "entry_id")
    owner_id = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    post_id = models.BigIntegerField()
    boosted_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "posts_home_entry"
        indexes = (models.Index(fields=["post_id"], name="home_by_post"),)


class Draft(models.Model):
    """A text that is not published: `place` says where it was begun (such as "new", "reply:123", "space:7").

    All its words are in `sealed` (JSON, encrypted). `held` drafts wait for a change or a person's release.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner_id = models.BigIntegerField()
    place = models.CharField(max_length=60)
    sealed = models.BinaryField(max_length=400_000)
    held = models.BooleanField(default=False)
    saved_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "posts_draft"
        constraints = (models.UniqueConstraint(name="draft_one_a_place", fields=["owner_id", "place"]),)


class Confirmation(models.Model):
    """An author's deliberate second press: bound to one persona and one exact text, used once, without the text."""

    pk = models.CompositePrimaryKey("persona_id", "text_hash")
    persona_id = models.BigIntegerField()
    text_hash = models.BinaryField(max_length=32)
    asked_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "posts_confirmation"
