"""What is done before the site opens: its keys are made or checked, a demo is filled, and how to get in is printed."""

import os
import sys

import django


def main() -> int:
    """Make or check the keys, fill an empty demo site, and say how to get in; 1 when the keys do not fit."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedside.site.settings")
    django.setup()
    from django.urls import reverse

    from bedside.areas.people import actions as people
    from bedside.site import keys
    from bedside.site.settings import CONFIG

    try:
        keys.make_ready()
    except keys.KeysUnfit as error:
        print(f"bedside: {error.what} {error.do} ({error.code})", file=sys.stderr, flush=True)
        return 1

    if CONFIG.demo:
        from bedside.site.demo import loader

        if loader.is_empty():
            print("bedside  | making the demo: invented people and what they write", flush=True)
            loader.load()
        for mail, who in loader.LOGINS:
            print(f"bedside  | log in as {mail:<28} {who}", flush=True)
        print(f"bedside  | the password of all of them: {loader.PASSWORD}", flush=True)
        print(f"bedside  | mails, and the administrator's code: {CONFIG.address}{reverse('demo_post_box')}", flush=True)
    link = people.setup_link()
    if link is not None:
        print(f"bedside  | set the site up (works once): {link}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
