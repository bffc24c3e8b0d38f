"""What PostgreSQL's own catalogue says of row-level security: every table is in exactly one of two lists."""

import re

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

PROTECTED = {
    "consents_authorisation",
    "consents_grant",
    "visits_link",
    "visits_opening",
    "contacts_asking",
    "contacts_block",
    "contacts_first_contact",
    "contacts_look_up",
    "contacts_follow",
    "contacts_mute",
    "contacts_not_my_doctor",
    "credentials_call_back",
    "credentials_claim",
    "credentials_document",
    "credentials_opening",
    "credentials_review",
    "credentials_seen_hash",
    "credentials_volunteer",
    "credentials_evidence",
    "credentials_mail_code",
    "credentials_vouch",
    "credentials_vouch_round",
    "credentials_measure",
    "directory_claim",
    "directory_opt_out",
    "messaging_answering",
    "messaging_call",
    "messaging_care_message",
    "messaging_care_seen",
    "messaging_care_team",
    "messaging_care_thread",
    "messaging_channel",
    "messaging_code",
    "messaging_likeness",
    "messaging_mail_consent",
    "messaging_message",
    "messaging_picture",
    "messaging_seen",
    "messaging_thread",
    "escalations_absence",
    "escalations_escalation",
    "escalations_glass",
    "escalations_message",
    "escalations_month",
    "escalations_review",
    "escalations_rota",
    "escalations_shift",
    "escalations_step",
    "moderation_act",
    "moderation_appeal",
    "moderation_case",
    "moderation_report",
    "notify_notice",
    "outbox",
    "posts_confirmation",
    "posts_draft",
    "posts_first_message",
    "posts_home_entry",
    "posts_image",
    "posts_mark",
    "posts_mention",
    "posts_poll",
    "posts_poll_option",
    "posts_poll_vote",
    "posts_post",
    "posts_revision",
    "posts_tag_follow",
    "posts_waiting",
    "practice_absence",
    "practice_delegation",
    "practice_shift",
    "practice_template",
    "records_allergy",
    "records_appointment",
    "records_asked_wave",
    "records_attachment",
    "records_build_memory",
    "vocabulary_use",
    "vocabulary_waiting",
    "vocabulary_decision",
    "records_condition",
    "records_told",
    "records_course",
    "records_about_me",
    "records_brought_file",
    "records_crash",
    "records_day_check",
    "records_evaluation",
    "records_free_note",
    "records_goal",
    "records_immunisation",
    "records_ledger",
    "records_measurement",
    "records_procedure",
    "records_sitting",
    "likeme_introduction",
    "likeme_pause",
    "likeme_profile",
    "trials_day",
    "trials_given",
    "trials_note",
    "trials_trial",
    "records_symptom_log",
    "records_treatment_course",
    "records_wave_answer",
    "spaces_invitation",
    "spaces_membership",
}
OPEN = {
    "account_emailaddress": "allauth's own, always empty: mail addresses are in people_account",
    "account_emailconfirmation": "allauth's own, always empty",
    "audit_checkpoint": "a number and a hash; the application may only add to it",
    "audit_entry": "the application may only add to it; members are shown looks at theirs by one query, without words",
    "audit_seal": "numbers and hashes; the application may only add to it",
    "auth_group": "Django's own, always empty",
    "auth_group_permissions": "Django's own, always empty",
    "auth_permission": "Django's own: names of models",
    "boundaries_change": "what the site made stricter: everybody can read it",
    "consents_shown": "counts of showings by day, without who looked; the page tells bands",
    "consents_term": "when a permission holds: moments, without a person or a word",
    "credentials_credential": "a badge is public",
    "credentials_interest": "interests are declared to everybody",
    "credentials_profile": "what a clinician says of herself to everybody",
    "credentials_signing_key": "the site's own; the private half is sealed",
    "credentials_status_place": "numbers that were given out once, of nobody",
    "credentials_employer": "the operator's list of employers' mail domains",
    "credentials_on_roster": "blind indexes of numbers on employers' lists; they name no persona",
    "vocabulary_vocabulary": "which releases of public vocabularies are here",
    "vocabulary_term": "terms of public vocabularies",
    "vocabulary_name": "their names, and words of three people or more that curators added",
    "helplines_line": "public numbers; of who called one it holds an id that only staff pages name",
    "directory_listing": "a public list of handles elsewhere; it names a member only where that member has claimed one",
    "directory_member": "an index over checked members: nothing that their own pages do not say",
    "django_content_type": "Django's own: names of models",
    "django_migrations": "Django's own: names of migrations",
    "mfa_authenticator": "read before there is a viewer, to sign in; secrets are sealed",
    "moderation_emergency": "for staff of the site, whose role asks; every text is sealed",
    "people_account": "read before there is a viewer, to sign in; mail addresses are sealed",
    "people_attempt": "written before there is a viewer; keys are blind indexes",
    "people_cache": "written before there is a viewer; holds counters",
    "people_erasure": "read while somebody logs in, before there is a viewer; random letters and times",
    "people_export": "the account's, not one persona's; random figures and times",
    "people_hold": "the account's, not one persona's; for administrators, and read before there is a viewer",
    "people_persona": "the faces that others see",
    "people_reading": "budgets of accounts: keys are blind indexes, and no bit names a post",
    "people_session": "read before there is a viewer; keys are hashed, the data is sealed",
    "people_site_profile": "shown to everybody",
    "people_staff_role": "read with the session, before there is a viewer",
    "people_taken_handle": "handles that were ever given out",
    "posts_tag": "hashtags of public posts only",
    "practice_closure": "when a practice is closed, for everybody",
    "practice_hours": "when a practice is open, for everybody",
    "practice_member": "who works at a practice stands on its page",
    "practice_practice": "a practice's door, for everybody",
    "procrastinate_events": "the queue: ids, no words",
    "procrastinate_jobs": "the queue: ids, no words",
    "procrastinate_periodic_defers": "the queue",
    "procrastinate_workers": "the queue",
    "records_build": "published",
    "records_safety_signal": "figures of 11 people or more; a query asks for a verified clinician",
    "records_cell": "published figures",
    "records_open_release": "figures with noise, out for everybody",
    "records_privacy_charge": "what of a year's privacy is spent, for everybody to read",
    "trials_together": "published figures",
    "records_figure_table": "published figures",
    "records_imported_row": "a public set of nobody on this site",
    "records_instrument_pack": "questionnaires that the operator loaded; it names no member",
    "records_staged_row": "a public set on its way in",
    "registers_entry": "a published register, of nobody on this site; looked up by number, or by name and place",
    "registers_exclusion": "a published list of numbers, of nobody on this site",
    "registers_import": "which file was taken in when; names no member but who did it",
    "registers_licence": "the same as registers_entry",
    "registers_other_name": "the same as registers_entry",
    "registers_staged_entry": "rows of a published register on their way in",
    "registers_staged_licence": "rows of a published register on their way in",
    "registers_taxonomy": "codes, and our words for them",
    "spaces_space": "its own rule says who may know of it; names no member",
}
LOOK_PAST = {
    "contacts_kept_from",
    "spaces_of",
    "spaces_known_inside",
    "spaces_stewarded_by",
    "posts_reaches",
    "posts_wrote",
    "posts_found",
}


def _column(statement: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.asvs("14.1.2", "14.2.4")
def test_every_table_is_protected_or_said_to_be_open() -> None:
    tables = _column("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    assert tables == PROTECTED | set(OPEN)
    assert not PROTECTED & set(OPEN)


def test_protected_tables_are_protected_from_their_owner_too() -> None:
    forced = _column("SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity")
    assert forced == PROTECTED


def test_a_policy_for_each_verb_is_there() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, array_agg(cmd ORDER BY cmd) FROM pg_policies GROUP BY tablename")
        found = dict(cursor.fetchall())
    assert set(found) == PROTECTED
    assert all(verbs == ["DELETE", "INSERT", "SELECT", "UPDATE"] for verbs in found.values())


def test_every_policy_asks_first_who_looks_and_none_lets_the_answer_be_missing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, policyname, coalesce(qual, with_check) FROM pg_policies")
        policies = {(table, name): text for table, name, text in cursor.fetchall()}
    asks = re.compile(r"CASE \(current_setting\('bedside\.viewer'::text\)\)::bigint\s+WHEN '-1'::integer THEN true")
    assert not [key for key, text in policies.items() if not asks.search(text.split("\n    ELSE")[0])]
    assert not [key for key, text in policies.items() if "'bedside.viewer'::text, " in text]


def test_nothing_else_passes_the_policies_by() -> None:
    definer = _column(
        "SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = 'public' AND (p.prosecdef OR p.proconfig::text LIKE '%bedside.viewer%')"
    )
    assert definer == LOOK_PAST
    assert not _column("SELECT matviewname FROM pg_matviews WHERE schemaname = 'public'")
    assert not _column("SELECT viewname FROM pg_views WHERE schemaname = 'public'")


def test_the_role_of_the_site_cannot_pass_them_by() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
