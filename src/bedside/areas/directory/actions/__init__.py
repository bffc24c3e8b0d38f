"""What is done to the list of clinicians."""

from bedside.areas.directory.actions.claiming import claim, say_it_stands, withdraw
from bedside.areas.directory.actions.deciding import confirm_claim, put_back, take_out
from bedside.areas.directory.actions.importing import Imported, import_handles
from bedside.areas.directory.actions.indexing import refresh, refresh_all
from bedside.areas.directory.actions.looking import look_for_claims, look_for_outs
from bedside.areas.directory.actions.opting_out import ask_out, settle_due

__all__ = (
    "Imported",
    "ask_out",
    "claim",
    "confirm_claim",
    "import_handles",
    "look_for_claims",
    "look_for_outs",
    "put_back",
    "refresh",
    "refresh_all",
    "say_it_stands",
    "settle_due",
    "take_out",
    "withdraw",
)
