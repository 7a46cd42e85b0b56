"""An answer without a name says itself through which link it came, as its response does."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, editor):
    """Of every answer that came through a link."""
    responses = apps.get_model("questionnaires", "Response").objects
    mine = responses.filter(pk=OuterRef("response")).values("through")
    answers = apps.get_model("questionnaires", "Answer").objects
    answers.filter(response__through__isnull=False).update(through=Subquery(mine))


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0019_long_lists"),
        ("questionnaires", "0004_asked_sections"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="answer",
            name="questionnai_questio_d5cf41_idx",
        ),
        migrations.AddField(
            model_name="answer",
            name="through",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="questionnaires.openlink",
            ),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(
                fields=["question", "counts", "option", "not_applicable", "number", "through"],
                name="questionnaires_counted",
            ),
        ),
        # Last: on PostgreSQL a table that was written to is not altered in the same transaction.
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
