"""What a member tells of herself: one row for an account, sealed. It being there tells that she told something."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from bedside.areas.people.models import Account
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.kit.sealed_model import SealedModel


class AboutMe(SealedModel):
    """A `policy.about_me.AboutMe`. What is put right replaces what was said: no earlier version is kept."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="+")
    kept_at = models.DateTimeField(default=now)
    share = ArrayField(models.CharField(max_length=60), default=list)  # empty: only its owner
    body = models.BinaryField(max_length=2_000)  # JSON {sex, born, born_unsaid}

    class Meta:
        db_table = "records_about_me"
