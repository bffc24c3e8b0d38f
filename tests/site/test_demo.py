"""The demo can be published: its people press twice where the guard asks, and none of them is refused."""

from bedside.kit.clock import now
from bedside.policy.guard import Facts, Profile, inspect
from bedside.policy.guard.model import SELF_ROLES
from bedside.site.demo import content
from bedside.site.demo.loader import _words


def test_the_guard_lets_every_text_of_the_demo_through() -> None:
    people = {raw["handle"]: raw for raw in content.personas()}
    items = {item.key: item for item in content.items(now())}
    refused = []
    for item in items.values():
        author, above = people[item.raw["by"]], items.get(item.parent)
        told = Facts(
            role=author["kind"],
            audience="room" if item.space == content.ROOM else "public",
            in_reply_to=people[above.raw["by"]]["kind"] if above else None,
            posted_on=now().date(),
            profile=Profile(names=(author["name"],), handles=(author["handle"],)),
        )
        verdict = inspect(_words(item.raw).for_guard, told).verdict
        if verdict == "refuse" or (verdict == "hold" and author["kind"] not in SELF_ROLES):
            refused.append((item.key, verdict))
    assert refused == []
