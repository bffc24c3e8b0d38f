"""Every write about people, one verb or one noun a file."""

from bedside.areas.people.actions.accounts import add_code_app, make_account
from bedside.areas.people.actions.copying import ask_copy, forget_old_copies, make_copy, take_copy
from bedside.areas.people.actions.erasing import ask_erasure, come_back, erase, erase_again, erase_due
from bedside.areas.people.actions.growing import grow_up
from bedside.areas.people.actions.holding import confirm_hold, end_hold, open_hold
from bedside.areas.people.actions.keys import change_key, give_keys
from bedside.areas.people.actions.limiting import limit
from bedside.areas.people.actions.limits import forget_old_tries
from bedside.areas.people.actions.passwords import (
    ask_new_mail,
    ask_reset,
    cancel_new_mail,
    change_password,
    changing_locks,
    confirm_new_mail,
    reset_password,
)
from bedside.areas.people.actions.personas import (
    add_persona,
    change_persona,
    forget_news,
    hold_news,
    note_news,
    note_steward,
)
from bedside.areas.people.actions.reading import forget_old_readings, note_read
from bedside.areas.people.actions.restoring import (
    Restored,
    end_all_access,
    erase_whom_a_backup_brought_back,
    note_opened,
    note_restored,
)
from bedside.areas.people.actions.sign_in import (
    THEMES,
    check_password,
    check_sign_in,
    choose_country,
    choose_theme,
    choose_zone,
    end_other_sessions,
    end_session,
)
from bedside.areas.people.actions.signup import (
    Pending,
    ask_confirmation,
    confirm,
    forget_unconfirmed,
    send_again,
    sign_up,
)
from bedside.areas.people.actions.site import (
    DEFAULT_RULES,
    AboutSite,
    change_site,
    check_setup,
    give_role,
    set_up,
    setup_link,
    take_role,
)
from bedside.areas.people.actions.site_persona import site_persona
from bedside.areas.people.actions.suspension import restore, suspend

__all__ = [
    "DEFAULT_RULES",
    "THEMES",
    "AboutSite",
    "Pending",
    "Restored",
    "add_code_app",
    "add_persona",
    "ask_confirmation",
    "ask_copy",
    "ask_erasure",
    "ask_new_mail",
    "ask_reset",
    "cancel_new_mail",
    "change_key",
    "change_password",
    "change_persona",
    "change_site",
    "changing_locks",
    "check_password",
    "check_setup",
    "check_sign_in",
    "choose_country",
    "choose_theme",
    "choose_zone",
    "come_back",
    "confirm",
    "confirm_hold",
    "confirm_new_mail",
    "end_all_access",
    "end_hold",
    "end_other_sessions",
    "end_session",
    "erase",
    "erase_again",
    "erase_due",
    "erase_whom_a_backup_brought_back",
    "forget_news",
    "forget_old_copies",
    "forget_old_readings",
    "forget_old_tries",
    "forget_unconfirmed",
    "give_keys",
    "give_role",
    "grow_up",
    "hold_news",
    "limit",
    "make_account",
    "make_copy",
    "note_news",
    "note_opened",
    "note_read",
    "note_restored",
    "note_steward",
    "open_hold",
    "reset_password",
    "restore",
    "send_again",
    "set_up",
    "setup_link",
    "sign_up",
    "site_persona",
    "suspend",
    "take_copy",
    "take_role",
]
