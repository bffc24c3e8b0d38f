"""Tables of figures beside the cells; and a build remembers counts in place of a mark for each person."""

from django.db import migrations, models

import bedside.kit.clock
from bedside.kit.row_security import NOBODY, protect


class Migration(migrations.Migration):
    dependencies = [("records", "0040_answers_by_carers")]

    operations = [
        migrations.AddField(model_name="build", name="runs", field=models.IntegerField(default=0)),
        migrations.AddField(model_name="build", name="alarms", field=models.IntegerField(default=0)),
        migrations.CreateModel(
            name="FigureTable",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("cube", models.CharField(max_length=3)),
                ("place", models.CharField(max_length=200)),
                ("shown", models.JSONField()),
            ],
            options={
                "db_table": "records_figure_table",
                "constraints": [models.UniqueConstraint(fields=("cube", "place"), name="figure_table_once")],
            },
        ),
        migrations.CreateModel(
            name="BuildMemory",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("body", models.BinaryField(max_length=1000000000)),
                ("kept_at", models.DateTimeField(default=bedside.kit.clock.now)),
            ],
            options={
                "db_table": "records_build_memory",
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="build_memory_is_one")],
            },
        ),
        protect("records_build_memory", read=NOBODY, write=NOBODY),
        migrations.DeleteModel(name="CellPerson"),
        migrations.DeleteModel(name="CellState"),
    ]
