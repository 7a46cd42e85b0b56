"""The days of a partnership hold from a day on: what was set before holds of all days."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import safeloom.kernel.keys


def take_over(apps, schema_editor) -> None:
    """Keep what was set."""
    old, new = (apps.get_model("actions", name) for name in ("FormerTrackerRule", "TrackerRule"))
    new.objects.bulk_create(
        new(partnership_id=row.partnership_id, soon=row.soon, quiet=row.quiet)
        for row in old.objects.all()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0005_long_lists"),
        ("foundation", "0018_link"),
    ]

    operations = [
        migrations.RenameModel("TrackerRule", "FormerTrackerRule"),
        migrations.CreateModel(
            name="TrackerRule",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safeloom.kernel.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("start", models.DateField(blank=True, null=True, verbose_name="from")),
                (
                    "soon",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[django.core.validators.MaxValueValidator(366)],
                        verbose_name="days before it is due",
                    ),
                ),
                (
                    "quiet",
                    models.PositiveSmallIntegerField(
                        default=28,
                        validators=[django.core.validators.MaxValueValidator(366)],
                        verbose_name="days without an update",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="foundation.person",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tracker_rules",
                        to="foundation.partnership",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "start"),
                        name="actions_rule_once_a_day",
                    )
                ]
            },
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.DeleteModel("FormerTrackerRule"),
    ]
