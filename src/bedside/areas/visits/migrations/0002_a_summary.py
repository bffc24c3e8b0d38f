"""A sheet can also be opened as a patient summary for a hospital's programs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module's docstring."""

    dependencies = [("visits", "0001_initial")]
    operations = [
        migrations.RemoveConstraint(model_name="sheetopening", name="visit_opening_form_known"),
        migrations.AlterField(
            model_name="sheetopening",
            name="form",
            field=models.CharField(
                choices=[("page", "page"), ("pdf", "pdf"), ("json", "json"), ("fhir", "fhir")], max_length=4
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetopening",
            constraint=models.CheckConstraint(
                condition=models.Q(("form__in", ["page", "pdf", "json", "fhir"])), name="visit_opening_form_known"
            ),
        ),
    ]
