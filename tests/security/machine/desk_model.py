"""What reports lead to, said once more in plain sets: nothing here asks the rules of the site.

Written from docs/moderators/queue.md and from what members are promised. Personas are their handles.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

UNDO, CLAIM, APPEAL = timedelta(seconds=30), timedelta(hours=2), timedelta(days=14)
ON_POSTS, WITH_DAYS = ("label", "fold", "hold"), ("hold", "limit")
SITE_ONLY = ("limit", "suspend")
FOR_MODERATORS = ("law", "not_them")


@dataclass
class Thing:
    """What can be reported: a post of `author` in a closed place or in the open, or with `post` false a persona."""

    author: str
    closed: bool = False
    post: bool = True


@dataclass
class Case:
    """Reports of one thing while it waits. `holder` has it since `since`."""

    thing: str
    desk: str
    reporters: dict[str, datetime]
    waits: bool = True
    holder: str = ""
    since: datetime | None = None


@dataclass
class Deed:
    """One act, and the second look at it."""

    thing: str
    act: str
    desk: str
    by: str
    at: datetime
    ends: datetime | None
    lifted: bool = False
    asked: bool = False
    answered: str = ""  # "stays" or "taken back"


@dataclass
class Desks:
    """Who is who, and everything that was reported and done."""

    accounts: dict[str, str]
    members: set[str]  # of the one closed place
    stewards: set[str]
    staff: dict[str, str]
    things: dict[str, Thing]
    cases: dict[int, Case] = field(default_factory=dict)
    deeds: dict[int, Deed] = field(default_factory=dict)

    # What stands

    def stands(self, deed: Deed, at: datetime) -> bool:
        return not deed.lifted and (deed.ends is None or at < deed.ends)

    def standing(self, thing: str, act: str, at: datetime) -> bool:
        """Whether any act of this kind stands upon a post: another one may be over while it does."""
        return any(one.thing == thing and one.act == act and self.stands(one, at) for one in self.deeds.values())

    def met(self, who: str, act: str, at: datetime) -> bool:
        """Whether somebody is limited, or her account suspended."""
        for one in self.deeds.values():
            author = self.things[one.thing].author
            same = author == who if act == "limit" else self.accounts[author] == self.accounts[who]
            if one.act == act and same and self.stands(one, at):
                return True
        return False

    def active(self, at: datetime) -> list[str]:
        return [who for who in self.accounts if not self.met(who, "suspend", at)]

    def reads(self, who: str, thing: str, at: datetime) -> bool:
        one = self.things[thing]
        if self.met(one.author, "suspend", at):
            return False
        if not one.post or one.author == who:
            return True
        if self.standing(thing, "hold", at):
            return False
        return not one.closed or who in self.members

    # Who works where

    def own(self, who: str, thing: str) -> bool:
        return self.accounts[who] == self.accounts[self.things[thing].author]

    def works(self, who: str, desk: str, thing: str) -> bool:
        """Whether this is of the desk of `who`: nobody's own, and each sees the own desk only."""
        if self.own(who, thing):
            return False
        return who in self.stewards if desk == "steward" else who in self.staff

    def desk_for(self, thing: str, reason: str, at: datetime) -> str:
        one = self.things[thing]
        others = {who for who in self.stewards & set(self.active(at)) if not self.own(who, thing)}
        for_stewards = one.post and one.closed and reason not in FOR_MODERATORS
        return "steward" if for_stewards and others and one.author not in self.stewards else "moderator"

    def waiting(self, thing: str) -> int:
        return next((number for number, one in self.cases.items() if one.thing == thing and one.waits), 0)

    def queue(self, who: str, at: datetime) -> set[int] | None:
        """What stands in somebody's queue; None where there is none."""
        if who not in self.stewards and who not in self.staff:
            return None
        there = {number: one for number, one in self.cases.items() if one.waits and self.settled(one, at)}
        return {number for number, one in there.items() if self.works(who, one.desk, one.thing)}

    def settled(self, case: Case, at: datetime) -> bool:
        """Whether a report of it can't be taken back any more: before that no desk knows of it."""
        return case.holder != "" or any(at >= made + UNDO for made in case.reporters.values())

    def held(self, case: Case, at: datetime) -> bool:
        return case.waits and case.holder != "" and case.since is not None and at < case.since + CLAIM

    def mine(self, who: str, case: Case, at: datetime) -> bool:
        return self.held(case, at) and self.accounts[case.holder] == self.accounts[who]

    def may_do(self, who: str, case: Case, act: str) -> bool:
        one = self.things[case.thing]
        if act in SITE_ONLY:
            staff_author = any(self.accounts[one.author] == self.accounts[other] for other in self.staff)
            return case.desk == "moderator" and (not staff_author or self.staff[who] == "administrator")
        return one.post

    # Second looks

    def may_ask(self, who: str, deed: Deed, at: datetime) -> bool:
        return self.own(who, deed.thing) and not deed.lifted and not deed.asked and at < deed.at + APPEAL

    def may_answer(self, who: str, deed: Deed) -> bool:
        """Another person than who acted, of that desk or the site's; what was taken back waits for no answer."""
        if not deed.asked or deed.answered or deed.lifted:
            return False
        if self.accounts[who] == self.accounts[deed.by] or self.own(who, deed.thing):
            return False
        return who in self.staff or (deed.desk == "steward" and who in self.stewards)

    def second_looks(self, who: str) -> set[int] | None:
        if who not in self.stewards and who not in self.staff:
            return None
        return {number for number, one in self.deeds.items() if self.may_answer(who, one)}

    def state(self, deed: Deed) -> str:
        if deed.lifted:
            return "overturned"
        if not deed.asked:
            return "acted"
        return "upheld" if deed.answered else "appealed"
