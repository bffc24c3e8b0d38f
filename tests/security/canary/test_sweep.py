"""The canary sweep: everything that was told in confidence is looked for everywhere, as everybody (spec 3.2)."""

from dataclasses import dataclass

import pytest
from django.conf import settings

from bedside.areas.contacts.models import Block, Mute
from bedside.areas.people.models import Session
from bedside.areas.posts.models import PollVote
from tests.security.canary import stored
from tests.security.canary.kinds import KINDS
from tests.security.canary.pages import Crawl, Hit
from tests.security.canary.plant import OWNER, Planted, plant
from tests.security.canary.search import kinds_in
from tests.security.canary.table import allowed
from tests.security.world import World


@dataclass
class Sweep:
    """What was found, and what was logged while it was looked for."""

    site: Planted
    hits: set[Hit]
    heard: set[str]
    statuses: dict[int, int]


@pytest.fixture(scope="module")
def sweep(made_world: World) -> Sweep:
    """Write a word into everything, and look for all of them everywhere, once for the whole module."""
    with stored.all_logs() as heard:
        site = plant(made_world)
        hits = stored.in_mails(site) | stored.at_rest(site)
        crawl = Crawl(site)
        crawl.walk()
        hits |= crawl.hits | stored.in_files(site) | stored.in_commands(site) | stored.in_columns(site.finder)
    return Sweep(site, hits, kinds_in(heard.whole, site.finder), crawl.statuses)


@pytest.mark.asvs("8.2.3", "14.2.4", "14.2.6", "15.3.1")
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_sees_it_but_who_may(kind: str, sweep: Sweep) -> None:
    _must, may = allowed()
    assert sorted(hit for hit in sweep.hits - may if hit[0] == kind) == []


@pytest.mark.parametrize("kind", KINDS)
def test_who_should_see_it_does(kind: str, sweep: Sweep) -> None:
    must, _may = allowed()
    assert sorted(hit for hit in must - sweep.hits if hit[0] == kind) == []


@pytest.mark.asvs("16.2.5")
def test_no_line_of_the_logs_holds_any_of_it(sweep: Sweep) -> None:
    assert sweep.heard == set()


def test_the_logger_that_names_paths_speaks_of_faults_only() -> None:
    assert settings.LOGGING["loggers"]["django.request"]["level"] == "ERROR"


def test_no_page_of_the_sweep_broke(sweep: Sweep) -> None:
    assert {status for status in sweep.statuses if status >= 500} == set()
    assert sweep.statuses[200] > 500


class TestWhatNobodySeesWasWritten:
    """Else the sweep would look for what never was."""

    def test_readers_saw_the_deleted_and_the_removed_before(self, sweep: Sweep) -> None:
        gone = {kind for kind in KINDS if kind.startswith("deleted")} | {"removed post"}
        assert gone - kinds_in(sweep.site.things["written"], sweep.site.finder) == set()

    def test_the_owner_blocks_mutes_and_a_vote_is_counted(self, sweep: Sweep) -> None:
        owner, who = sweep.site.world.people[OWNER], sweep.site.people
        assert Block.objects.filter(owner=owner, target=who["blocked name"]).exists()
        assert Mute.objects.filter(owner=owner, target=who["muted name"]).exists()
        assert PollVote.objects.filter(persona_id=who["voter"].id).exists()

    def test_somebody_signed_in_with_the_browser_that_is_nowhere(self, sweep: Sweep) -> None:
        assert Session.objects.filter(label="Firefox on Linux").exists()

    def test_every_sealed_thing_opens(self, sweep: Sweep) -> None:
        assert kinds_in("\n".join(sweep.site.opened()).encode(), sweep.site.finder) >= {
            "next mail address",
            "sign-up mail address",
            "code app secret",
            "recovery code",
            "evaluation",
            "side effect",
            "day",
            "questionnaire",
            "symptom",
            "measurement",
            "entry",
            "name in a file",
            "note to herself",
            "draft",
            "held post",
            "held title",
            "held alternative text",
            "reason of emergency",
            "reason of delay",
            "review of emergency",
        }

    def test_a_paper_was_shown_to_who_was_drawn(self, sweep: Sweep) -> None:
        assert kinds_in(sweep.site.things["shown"], sweep.site.finder) == {"document"}

    def test_the_pictures_held_notes_when_they_were_sent(self, sweep: Sweep) -> None:
        assert kinds_in(sweep.site.things["sent"], sweep.site.finder) >= {"image metadata", "file name"}
