"""First messages wait until the one they are for takes them; a row is known to both sides, and changed by one."""

from django.db import migrations, models

import bedside.kit.clock
from bedside.kit.row_security import protect, viewer_is

BOTH = viewer_is("persona_id", "author_id")


class Migration(migrations.Migration):
    dependencies = [("posts", "0009_posted_by")]

    operations = [
        migrations.CreateModel(
            name="FirstMessage",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "persona_id", "post_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("persona_id", models.BigIntegerField()),
                ("post_id", models.BigIntegerField()),
                ("author_id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("taken", "Taken"), ("declined", "Declined")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=bedside.kit.clock.now)),
            ],
            options={
                "db_table": "posts_first_message",
                "indexes": [
                    models.Index(fields=["post_id"], name="first_message_by_post"),
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["persona_id", "-post_id"],
                        name="first_message_waiting",
                    ),
                ],
            },
        ),
        protect("posts_first_message", read=BOTH, write=viewer_is("persona_id"), add=viewer_is("author_id")),
    ]
