"""What the web server runs."""

import os

from django.core.wsgi import get_wsgi_application

from bedside.kit import wall

wall.put_up()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedside.site.settings")
application = get_wsgi_application()
