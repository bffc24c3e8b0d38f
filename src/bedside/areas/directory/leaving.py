"""What leaving means for the list: a leaver's entries go, and a later import does not bring their handles back."""

from bedside.areas.directory.actions.leaving import forget_listings
from bedside.areas.people.parts import Kind, Part, register

LISTINGS = Kind(
    name="listed_handles",
    title="Handles elsewhere that you have shown to be yours",
    select="""SELECT network, handle, name, profession, specialty, country, languages, url, source, added_on, proved_at
              FROM directory_listing WHERE owner_id = ANY(%(personas)s) ORDER BY id""",
)
CLAIMS = Kind(
    name="claims_of_handles",
    title="Listed handles that you say are yours",
    select="""SELECT l.network, l.handle, c.code, c.asked_at, c.expires_at, c.look_at, c.looked_at
              FROM directory_claim c JOIN directory_listing l ON l.id = c.listing_id
              WHERE c.persona_id = ANY(%(personas)s) ORDER BY c.id""",
)

register(
    (
        Part(table="directory_claim", of="persona_id = ANY(%(personas)s)", export=CLAIMS),
        Part(table="directory_listing", of="owner_id = ANY(%(personas)s)", erase=forget_listings, export=LISTINGS),
        Part(
            table="directory_member",
            of="persona_id = ANY(%(personas)s)",
            left_out="made of your name, your profile and your posts, which are in the copy",
        ),
        Part(
            table="directory_opt_out",
            stays="a keyed hash that keeps somebody out of the list; it says of nobody who they are",
            left_out="a keyed hash without a name",
        ),
    )
)
