"""The table behind Django's cache: shared by all processes, so that a second factor's code works once on the site."""

from django.db import migrations


class Migration(migrations.Migration):
    """Make what `createcachetable` would make."""

    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="""
                CREATE TABLE people_cache (
                    cache_key varchar(255) PRIMARY KEY,
                    value text NOT NULL,
                    expires timestamptz NOT NULL
                );
                CREATE INDEX people_cache_expires ON people_cache (expires);
            """,
            reverse_sql="DROP TABLE people_cache",
        )
    ]
