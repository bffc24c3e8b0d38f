"""What `bedside up` prints before the site opens: the set-up link, and on a demo site the sample logins."""

import os
import sys

import django


def main() -> int:
    """Fill an empty demo site, and say how to get in."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedside.site.settings")
    django.setup()
    from django.urls import reverse

    from bedside.areas.people import actions as people
    from bedside.site.settings import CONFIG

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
