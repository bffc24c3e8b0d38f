"""What can be found about me here: one page for each persona of one's own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedside.areas.people import queries as people
from bedside.areas.people.models import Persona
from bedside.doors.web.access import signed_in
from bedside.doors.web.http import Request
from bedside.doors.web.presence import LOOKERS, InSpace, Presence, presence_of


@signed_in
@require_GET
def presence(request: Request) -> HttpResponse:
    """The persona that speaks."""
    return _page(request, request.viewer.persona_id)


@signed_in
@require_GET
def presence_of_persona(request: Request, persona_id: int) -> HttpResponse:
    """Another persona of one's own; for every other there is no such page."""
    return _page(request, persona_id)


def _page(request: Request, persona_id: int) -> HttpResponse:
    persona = people.own_persona(request.viewer, persona_id)
    found = presence_of(request.viewer, persona)
    others = people.personas_of(request.viewer.account_id)
    context = {
        "page_title": _("What can be found about you here"),
        "persona": persona,
        "others": [
            {"name": one.name, "url": reverse("presence_of", args=[one.id])} for one in others if one.id != persona.id
        ],
        "findable": found.findable,
        "rows": _rows(persona, found, speaking=request.viewer.persona_id),
        "spaces": [_space(one) for one in found.spaces],
        "links": found.links,
        "edit_url": reverse("persona_edit", args=[persona.id]),
    }
    return render(request, "pages/presence.html", context)


def _rows(persona: Persona, found: Presence, *, speaking: int) -> list[dict[str, str]]:
    """Return the lines of parts/summary_list.html: what, by whom, and where it is changed."""
    page = reverse("persona", args=[persona.handle])
    edit = "" if persona.kind == "personal" else reverse("persona_edit", args=[persona.id])
    rows = [
        (_("Found by your name"), _by_whom(found.by_name), edit, _("Change")),
        (_("Found by your handle"), _by_whom(found.by_handle), edit, _("Change")),
        (_("Page opens for who knows your handle"), _by_whom(found.page), page, _("See it")),
        (_("Named with @ in the square"), _by_whom(found.named), "", ""),
        (_("Posts that can be read"), _counts(found), page, _("See them")),
    ]
    if persona.kind == "clinician":
        change = reverse("clinician_profile") if persona.id == speaking else reverse("personas")
        rows.append((_("Found in the list of clinicians"), _by_whom(found.in_list), change, _("Change")))
        rows.append((_("What we checked"), _by_whom(dict.fromkeys(LOOKERS, found.badge)), page, _("See it")))
    return [{"name": name, "value": value, "url": url, "action": action} for name, value, url, action in rows]


def _by_whom(found: dict[str, bool]) -> str:
    """Return who finds it, in words."""
    names = {"visitor": _("people without an account"), "member": _("members"), "clinician": _("clinicians")}
    finding = [names[name] for name, is_so in found.items() if is_so]
    if len(finding) == len(LOOKERS):
        return _("By everybody, also without an account")
    if found["visitor"] and found["member"]:
        return _("By everybody but clinicians who are logged in")
    if found["member"] and found["clinician"]:
        return _("By every member")
    return _("By %(whom)s") % {"whom": ", ".join(finding)} if finding else _("By nobody")


def _counts(found: Presence) -> str:
    more = _("%(n)d and more") if found.more_posts else "%(n)d"
    counts = [more % {"n": count} if count else _("None") for count in found.posts.values()]
    if len(set(counts)) == 1:
        return _("%(count)s, by everybody") % {"count": counts[0]} if any(found.posts.values()) else counts[0]
    said = _("Without an account: %(visitor)s. Members: %(member)s. Clinicians: %(clinician)s.")
    return said % dict(zip(found.posts, counts, strict=True))


def _space(one: InSpace) -> dict[str, str]:
    if one.everybody:
        text = _("Everybody sees that you are in it.")
    elif one.inside:
        text = _("Those inside see your name in the list. Nobody else knows that you are in it.")
    else:
        text = _("The list does not name you. Those inside see your name with what you write there.")
    return {"name": one.space.name, "text": text, "url": reverse("space_members", args=[one.space.slug])}


urlpatterns = [
    path("settings/presence/", presence, name="presence"),
    path("settings/presence/<int:persona_id>/", presence_of_persona, name="presence_of"),
]
