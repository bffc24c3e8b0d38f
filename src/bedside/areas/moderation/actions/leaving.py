"""What an erasure does in moderation: what was about the leaver goes; what she decided about others stands, unsigned.

The database asks that who answered an appeal is another account than the one that acted, also when both have left: two
different nobodies stand there then.
"""

from django.db.models import Q

from bedside.areas.moderation.models import Act, Appeal, Case
from bedside.areas.people.parts import Leaver
from bedside.policy.moderation.cases import State

NOBODY, ANOTHER_NOBODY = 0, -1


def forget_cases(leaver: Leaver) -> None:
    """Delete the cases about the leaver, and free those that she had taken."""
    Case.objects.filter(about_id__in=leaver.personas).delete()
    taken = Case.objects.filter(Q(claimed_account=leaver.account_id) | Q(claimed_by__in=leaver.personas))
    taken.filter(state=State.CLAIMED.value).update(
        state=State.OPEN.value, claimed_at=None, claimed_by=None, claimed_account=None
    )
    taken.update(claimed_by=None, claimed_account=None)


def forget_acts(leaver: Leaver) -> None:
    """Delete the acts that met the leaver; those that she did or lifted stay, and are nobody's."""
    Act.objects.filter(about_id__in=leaver.personas).delete()
    Act.objects.filter(by_account=leaver.account_id).update(by_account=NOBODY, by_id=NOBODY)
    Act.objects.filter(lifted_by__in=leaver.personas).update(lifted_by=NOBODY)


def forget_appeals(leaver: Leaver) -> None:
    """Delete the appeals of the leaver; those against what she did, and those that she answered, stay as nobody's."""
    hers = Act.objects.filter(about_id__in=leaver.personas).values("id")
    Appeal.objects.filter(act_id__in=hers).delete()
    Appeal.objects.filter(acted_account=leaver.account_id).update(acted_account=NOBODY)
    answered = Appeal.objects.filter(decided_account=leaver.account_id)
    answered.update(decided_by=NOBODY, decided_account=ANOTHER_NOBODY)
