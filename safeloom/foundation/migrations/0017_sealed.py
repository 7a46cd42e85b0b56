"""Who may open sealed material, and who did: the database itself refuses to alter or remove the log."""

import django.db.models.deletion
from django.db import migrations, models

import safeloom.kernel.keys
from safeloom.foundation.tables import Tables

TABLE = "foundation_opening"
WORDS = "the log of sealed material is append-only"

POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION safeloom_openings() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{WORDS}'; END;
$$ LANGUAGE plpgsql
"""


def protect(apps, editor):
    """Add the triggers, in the words of the database in use."""
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL_FUNCTION)
        body = "FOR EACH ROW EXECUTE FUNCTION safeloom_openings()"
    else:
        body = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    for event in ("UPDATE", "DELETE"):
        name = f"{TABLE}_no_{event.lower()}"
        editor.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} {body}")


def release(apps, editor):
    """Take the triggers away again."""
    for event in ("update", "delete"):
        on = f" ON {TABLE}" if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER {TABLE}_no_{event}{on}")


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0016_workflow"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Entitlement",
                    fields=[
                        ("start", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("end", models.DateField(blank=True, null=True, verbose_name="to")),
                        (
                            "id",
                            models.UUIDField(
                                default=safeloom.kernel.keys.new_key,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("given", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["start", "id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Opening",
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
                        ("at", models.DateTimeField()),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("reason", "Gave a reason"),
                                    ("page", "Read the page"),
                                    ("file", "Downloaded a file"),
                                    ("print", "Printed"),
                                    ("export", "Exported"),
                                    ("change", "Opened a form"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("what", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "ordering": ["at", "id"],
                    },
                ),
                migrations.AddConstraint(
                    model_name="record",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sensitivity", "sealed"), _negated=True),
                            ("title", "Sealed record"),
                            _connector="OR",
                        ),
                        name="foundation_record_sealed_has_no_title",
                    ),
                ),
                migrations.AddField(
                    model_name="entitlement",
                    name="given_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.person",
                    ),
                ),
                migrations.AddField(
                    model_name="entitlement",
                    name="principal",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entitlements",
                        to="foundation.principal",
                    ),
                ),
                migrations.AddField(
                    model_name="entitlement",
                    name="record",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entitlements",
                        to="foundation.record",
                    ),
                ),
                migrations.AddField(
                    model_name="opening",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openings",
                        to="foundation.person",
                    ),
                ),
                migrations.AddField(
                    model_name="opening",
                    name="record",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openings",
                        to="foundation.record",
                    ),
                ),
                migrations.AddField(
                    model_name="opening",
                    name="visit",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reads",
                        to="foundation.opening",
                    ),
                ),
                migrations.AddIndex(
                    model_name="entitlement",
                    index=models.Index(
                        fields=["principal", "record"], name="foundation__princip_687c62_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="entitlement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("start__isnull", True),
                            ("end__isnull", True),
                            ("end__gte", models.F("start")),
                            _connector="OR",
                        ),
                        name="foundation_entitlement_ends_after_start",
                        violation_error_message="The last day is before the first day.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="opening",
                    index=models.Index(
                        fields=["record", "at"], name="foundation__record__752634_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="opening",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("how", "reason"),
                                ("visit__isnull", True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("reason", ""),
                                ("visit__isnull", False),
                                models.Q(("how", "reason"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="foundation_opening_has_its_reason",
                    ),
                ),
            ]
        ),
        migrations.RunPython(protect, release),
    ]
