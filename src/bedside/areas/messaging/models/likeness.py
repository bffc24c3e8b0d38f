"""Marks of what was written, by which text that is carried out of a channel is known again (boundary row B65)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from bedside.areas.messaging.models.message import Message


class Likeness(models.Model):
    """Keyed marks of the runs of words of one message: see `policy.practice.carrying`. No word can be read from them.

    The key is the practice's own, so that marks of two practices have nothing in common. They go with the message.
    """

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="+")
    practice_id = models.BigIntegerField()
    patient_id = models.BigIntegerField()
    marks = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        db_table = "messaging_likeness"
        indexes = (GinIndex(fields=["marks"], name="likeness_marks"),)
