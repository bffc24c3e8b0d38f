"""A member shares kinds of her record, or single items, and takes that back; each step is a line of her ledger."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F, Func, QuerySet, Value

from bedside.areas.audit.actions import record
from bedside.areas.people.actions import limits
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.steps import hold_all_ledgers, hold_ledger
from bedside.areas.records.errors import Unclear
from bedside.areas.records.events import UseChanged
from bedside.areas.records.models import LedgerEntry
from bedside.areas.records.queries import sharing as queries
from bedside.areas.records.queries.days import OwnDay
from bedside.areas.records.shareable import TABLES, kept
from bedside.areas.spaces.models import Space
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere
from bedside.kit.outbox.actions import publish
from bedside.kit.viewing import as_system
from bedside.policy import sharing as rules
from bedside.policy.limits import SHARING

AT_ONCE = 500  # lines that are written together
SHARE = ArrayField(models.CharField(max_length=60))


def share_with_space(*, by: Viewer, space: Space, kinds: Iterable[str], covers: str) -> int:
    """Share kinds of one's record with a community that this persona is in; return the grant's number.

    Raises NotHere for a space in which it is not, and as `share_with` does.
    """
    if space.id not in {one.id for one in queries.communities(by)}:
        raise NotHere
    return share_with(by=by, audience=rules.space(space.id), kinds=kinds, covers=covers)


@transaction.atomic
def share_with(*, by: Viewer, audience: str, kinds: Iterable[str], covers: str) -> int:
    """Share kinds of one's record with an audience that the caller knows to be this persona's; return the number.

    What ran between the two before ends, so that one grant says all. Raises NotAllowed, Unclear, or Refused.
    """
    _may_write(by)
    if by.teen and audience in rules.RESEARCH:
        raise NotAllowed("This is for members of 18 and more.", do="You can decide it then.", code="of_age")
    chosen = sorted(set(kinds))
    if not chosen or not set(chosen) <= set(rules.kinds_of(audience)):
        raise Unclear("Nothing is chosen.", do="Choose at least one kind.", field="kinds")
    if covers not in rules.COVERS:
        raise Unclear("Say which ones.", do="Choose one.", field="covers")
    limits.require(SHARING, value=str(by.account_id))
    hold_ledger(by.account_id)
    for before in queries.own_grants(by):
        if before.audience == audience and not before.items:
            _end(before, by=by, act="revoke")
    until = now() + rules.LASTS
    made = _append(by, act="grant", audience=audience, kinds=chosen, covers=covers, ends_at=until, purpose=True)
    if covers == "all":
        _share_all(by.account_id, audience, chosen)
    if audience in rules.RESEARCH:
        publish(UseChanged(account_id=by.account_id, audience=audience))
    return made


def _share_all(owner_id: int, audience: str, kinds: Iterable[str]) -> None:
    """Let an audience see all that is kept of these kinds, but for what is for its owner alone."""
    for kind in (set(kinds) & set(TABLES)) - set(rules.ONE_BY_ONE):
        rows = kept(kind, owner_id).exclude(share__contains=[rules.ALONE]).exclude(share__contains=[audience])
        rows.update(share=Func(F("share"), Value(audience), function="array_append", output_field=SHARE))


@transaction.atomic
def stop_sharing(*, by: Viewer, grant_id: int) -> None:
    """End a grant of one's own at once; ending it again changes nothing. Raises NotHere for every other number.

    That one course is counted ends where it was begun (`evaluating.uncount`).
    """
    grant = queries.own_grant(by, grant_id)
    if grant.items:
        raise NotHere
    hold_ledger(by.account_id)
    if grant in queries.own_grants(by):
        _end(grant, by=by, act="revoke")


@transaction.atomic
def choose(*, by: Viewer, kind: str, item_id: int, audiences: Iterable[str], alone: bool) -> None:
    """Choose who may see one of one's own items, among those who have a grant for its kind. Raises NotHere.

    With `alone` it is for its owner only, and not for who acts for her.
    """
    _may_write(by)
    hold_ledger(by.account_id)
    found = queries.item(by, kind, item_id)
    grants = {one.audience: one for one in found.grants}
    wanted = [rules.ALONE] if alone else sorted(set(audiences) & set(grants))
    for audience in sorted(set(wanted) ^ set(found.share)):
        if audience in grants:
            grant, act = grants[audience], "grant" if audience in wanted else "revoke"
            _append(by, act=act, audience=audience, kinds=[kind], items=[item_id], of=grant.number)
    if wanted != sorted(found.share):
        limits.require(SHARING, value=str(by.account_id))
        _versions(by, found).update(share=wanted)
        record("sharing.choose", by=by.persona_id, about=("item", None), subject=by.persona_id)


def _versions(by: Viewer, found: queries.Item) -> QuerySet[Any]:
    """Return an item with all that was said before: an undone press must not bring back who could see it."""
    rows: QuerySet[Any] = TABLES[found.kind].objects.filter(owner_id=by.account_id)
    if isinstance(found.said, OwnDay):
        return rows.filter(day=found.said.day)
    if found.kind in queries.BY_SERIES:
        return rows.filter(series_id=found.id)
    return rows.filter(series_id__in=rows.filter(id=found.id).values("series_id"))


def share_of_new(by: Viewer, kind: str) -> list[str]:
    """Return who sees a new item of a kind: those whose grant covers new ones. A carer's entries wait for its owner."""
    if by.proxy_id:
        return []
    return rules.share_of_new(kind, queries.own_grants(by))


@as_system("grants whose year is over are closed")
@transaction.atomic
def expire() -> int:
    """Write down that grants have run out, and return how many. Nobody saw anything by them since their last moment."""
    closed = LedgerEntry.objects.filter(act__in=("revoke", "expire"), items=[]).values("of_id")
    rows = LedgerEntry.objects.filter(act="grant", of_id=0, ends_at__lte=now()).exclude(id__in=closed)
    hold_all_ledgers()
    for row in rows:
        _close(row.entry(), owner_id=row.owner_id, act="expire", by=None)
    return len(rows)


def note_counted(*, by: Viewer, course_id: int, counted: bool) -> None:
    """Write down that the answers about a course are counted in figures from now on, or no more.

    The caller is in a transaction, and has asked whose course it is.
    """
    hold_ledger(by.account_id)
    running = [one for one in queries.own_grants(by) if one.items == (course_id,)]
    if counted and not running:
        kinds = ["treatments"]
        _append(by, act="grant", audience=rules.STATISTICS, kinds=kinds, items=[course_id], purpose=True)
    for one in () if counted else running:
        _append(by, act="revoke", audience=one.audience, kinds=list(one.kinds), of=one.number)


@transaction.atomic
def note_uses(
    used: Mapping[int, int] | Iterable[int],
    *,
    audience: str = rules.STATISTICS,
    kinds: Sequence[str] = ("treatments",),
    nightly: bool = True,
) -> None:
    """Write down that a build used so many items of these accounts, where that is due; the caller runs as the system.

    A use that is not `nightly` is written down each time.

    `used` is items by account, or each account named once for each item.
    """
    rows = LedgerEntry.objects.filter(act="use", audience=audience, kinds=list(kinds))
    newest = rows.order_by("owner_id", "-seq").distinct("owner_id").only("owner_id", "seq", "at", "count")
    told = {row.owner_id: row for row in newest}
    hold_all_ledgers()
    ends = LedgerEntry.objects.order_by("owner_id", "-seq").distinct("owner_id").only("owner_id", "seq", "hash")
    ends_of = {row.owner_id: row for row in ends.iterator()}
    due = {
        owner_id: count
        for owner_id, count in sorted(Counter(used).items())
        if not nightly or _is_due(told.get(owner_id), count)
    }
    said: dict[str, Any] = {"act": "use", "audience": audience, "kinds": list(kinds)}
    lines = (_next(owner_id, after=ends_of.get(owner_id), count=count, **said) for owner_id, count in due.items())
    while some := list(islice(lines, AT_ONCE)):
        LedgerEntry.objects.bulk_create(some)


def begin_grants(owners: Iterable[int], *, kinds: Sequence[str], audience: str = rules.STATISTICS) -> None:
    """Write the first line of the ledgers of many invented people at once: a step of the demo and of benchmarks."""
    fields: dict[str, Any] = {"act": "grant", "audience": audience, "kinds": list(kinds), "covers": "all"}
    fields |= {"text_version": rules.TEXT_VERSION, "text_hash": rules.text_hash(audience)}
    lines = (_next(owner, after=None, ends_at=now() + rules.LASTS, **fields) for owner in owners)
    while some := list(islice(lines, AT_ONCE)):
        LedgerEntry.objects.bulk_create(some)


def _is_due(last: LedgerEntry | None, count: int) -> bool:
    since = now() - last.at if last else None
    return rules.use_is_told(count=count, last_count=last.count if last else None, since=since)


def _end(grant: rules.Entry, *, by: Viewer, act: str) -> None:
    _close(grant, owner_id=by.account_id, act=act, by=by)


def _close(grant: rules.Entry, *, owner_id: int, act: str, by: Viewer | None) -> None:
    """End a grant, and take its audience out of every item, so that a new grant brings none of them back."""
    for kind in grant.kinds:
        if kind in TABLES:
            rows = TABLES[kind].objects.filter(owner_id=owner_id, share__contains=[grant.audience])
            rows.update(share=Func(F("share"), Value(grant.audience), function="array_remove", output_field=SHARE))
    fields: dict[str, Any] = {"audience": grant.audience, "kinds": list(grant.kinds), "of": grant.number}
    if by is not None:
        _append(by, act=act, **fields)
    else:
        _put(owner_id, act=act, **fields)
    if grant.audience in rules.RESEARCH:
        publish(UseChanged(account_id=owner_id, audience=grant.audience))


def _append(by: Viewer, *, act: str, purpose: bool = False, **fields: Any) -> int:
    """Add a line, and put its hash into the audit log of the site, so that a ledger that was cut is found."""
    if purpose:
        said = rules.text_hash(fields["audience"], items=fields.get("items", ()))
        fields |= {"text_version": rules.TEXT_VERSION, "text_hash": said}
    row = _put(by.account_id, act=act, by_id=by.persona_id, **fields)
    about = ("ledger", row.id)
    record(f"sharing.{act}", by=by.persona_id, about=about, subject=by.persona_id, hash=bytes(row.hash).hex())
    return row.id


def _put(owner_id: int, *, of: int = 0, **fields: Any) -> LedgerEntry:
    last = LedgerEntry.objects.filter(owner_id=owner_id).order_by("-seq").first()
    row = _next(owner_id, after=last, of_id=of, **fields)
    row.save(force_insert=True)
    return row


def _next(owner_id: int, *, after: LedgerEntry | None, **fields: Any) -> LedgerEntry:
    """Return the line that follows an owner's last one, chained to it; the caller holds the ledger."""
    row = LedgerEntry(owner_id=owner_id, seq=after.seq + 1 if after else 1, **fields)
    row.prev = bytes(after.hash) if after else rules.FIRST
    row.hash = rules.hash_of(bytes(row.prev), owner_id, row.entry())
    return row


def _may_write(by: Viewer) -> None:
    if not by.confirmed:
        raise NotAllowed("Your mail address is not confirmed yet.", do="Confirm it first.", code="confirm_mail")
