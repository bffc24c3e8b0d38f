"""The mail's way out of the wall: to the mail server of the settings and nowhere else."""

from django.core.mail.backends.smtp import EmailBackend

from bedside.kit import wall


class Smtp(EmailBackend):
    """Django's SMTP, let through while it connects."""

    def open(self) -> bool | None:
        """Connect to the mail server."""
        with wall.opened():
            return super().open()
