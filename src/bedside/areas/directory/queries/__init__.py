"""What of the list of clinicians is whose to see."""

from bedside.areas.directory.queries.finding import Place, find
from bedside.areas.directory.queries.items import Elsewhere, Item
from bedside.areas.directory.queries.listings import (
    OwnClaim,
    Waiting,
    asked_out,
    listing,
    own_claim,
    own_claims,
    own_listings,
    waiting_claims,
)
from bedside.areas.directory.queries.members import elsewhere_of, topics_of

__all__ = (
    "Elsewhere",
    "Item",
    "OwnClaim",
    "Place",
    "Waiting",
    "asked_out",
    "elsewhere_of",
    "find",
    "listing",
    "own_claim",
    "own_claims",
    "own_listings",
    "topics_of",
    "waiting_claims",
)
