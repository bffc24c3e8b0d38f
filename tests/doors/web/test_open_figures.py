"""Open figures: read by everybody, released by an administrator who says yes twice, entered by who agreed."""

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.records.actions import releasing
from bedside.areas.records.cubes import releasing as cubes
from bedside.areas.records.models import OpenRelease, PrivacyCharge
from bedside.areas.records.queries.sharing import own_grants
from bedside.kit.clock import now
from bedside.policy.evidence import releases as rules
from bedside.policy.evidence.releases import Named, Sums
from bedside.policy.sharing import RELEASES
from tests.factories import client_of, make_persona, make_staff, viewer_of

pytestmark = pytest.mark.django_db
EPSILON = rules.STEP * 5


def add_known(sums: Sums, *, epsilon: object) -> tuple[list[int], list[float]]:
    return [n + 500 for n in sums.people], [t + 0.5 for t in sums.totals]


@pytest.fixture
def released(monkeypatch: pytest.MonkeyPatch) -> OpenRelease:
    """A release of one named cell, with a draw that is known."""
    monkeypatch.setattr(rules, "named_cells", lambda: (Named("depression", "tea"),))
    monkeypatch.setattr(cubes, "noisy", add_known)
    return releasing.release_now(epsilon=EPSILON)


def test_before_the_first_release_the_page_says_so() -> None:
    text = Client().get(reverse("open_figures")).content.decode()
    assert "Nothing is released yet" in text
    assert "0 of 4" in text


def test_everybody_reads_what_is_out_and_what_it_means(released: OpenRelease) -> None:
    text = Client().get(reverse("open_figures")).content.decode()
    assert "Epsilon 0.5: one person more or less makes no result more than 1.6 times as likely." in text
    assert "Spent in" in text
    assert "0.5 of 4" in text
    assert released.digest in text
    files = {
        name: Client().get(reverse("open_figures_file", args=[released.id, name]))
        for name in ("figures.csv", "dictionary.csv", "licence.txt")
    }
    assert all(one["Content-Disposition"] == f'attachment; filename="{name}"' for name, one in files.items())
    assert files["figures.csv"].content.decode() == released.body
    assert "depression,tea,500,28.3,2.0,0.113" in released.body
    assert b"people_noise_sd" in files["dictionary.csv"].content
    for words in (released.digest, released.cells_digest, "is final", "from a noisy count of: 100"):
        assert words in files["licence.txt"].content.decode()


def test_another_number_or_file_is_not_there(released: OpenRelease) -> None:
    for number, name in ((released.id + 1, "figures.csv"), (released.id, "exact.csv"), (2**64, "figures.csv")):
        assert Client().get(f"/figures/open/{number}/{name}").status_code == 404


def test_an_administrator_says_that_it_is_final_before_it_is() -> None:
    client = client_of(make_staff("administrator", "admin_acts"))
    at = reverse("staff_releases")
    assert client.post(at, {"epsilon": "1"}).status_code == 422
    assert client.post(at, {"epsilon": "0.25", "sure": "on"}).status_code == 422
    assert PrivacyCharge.objects.count() == 0
    assert client.post(at, {"epsilon": "1", "sure": "on"}).status_code == 302
    again = client.post(at, {"epsilon": "1", "sure": "on"})
    assert again.status_code == 422
    assert "is being made" in again.content.decode()
    assert PrivacyCharge.objects.count() == 1


def test_an_administrator_reads_how_much_of_the_year_is_left() -> None:
    client = client_of(make_staff("administrator", "admin_acts"))
    PrivacyCharge.objects.create(year=now().year, epsilon=EPSILON * 7, charged_at=now() - releasing.WAITS)
    refused = client.post(reverse("staff_releases"), {"epsilon": "1", "sure": "on"})
    assert refused.status_code == 422
    assert "0.5 is left" in refused.content.decode()


def test_a_member_agrees_to_a_release_by_itself_and_reads_that_it_is_final() -> None:
    who = make_persona()
    client = client_of(who)
    text = client.get(reverse("record_release")).content.decode()
    assert "Such a file is final." in text
    assert client.post(reverse("record_release"), {}).status_code == 422
    assert client.post(reverse("record_release"), {"kinds": ["courses"]}).status_code == 302
    [grant] = own_grants(viewer_of(who))
    assert (grant.audience, grant.kinds) == (RELEASES, ("courses",))
    sharing = client.get(reverse("record_sharing")).content.decode()
    assert "Open figures, for everybody" in sharing
    stopped = client.post(reverse("record_stop_sharing", args=[grant.number]), follow=True).content.decode()
    assert "What is out stays out." in stopped
    assert "follow within 30 days" not in stopped
