"""Questionnaires, and the versions in which they are published."""

from django.db import models
from django.db.models import Q

from safeloom.domain.questionnaires.definitions import Kind, Operator
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key


class Questionnaire(models.Model):
    """What a partnership asks again and again, such as its Section 11 audit. Its title is its record's;
    `use` is the key of a registered use (`kernel.registry.QuestionnaireUse`)."""

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="questionnaire"
    )
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="questionnaires")
    use = models.CharField(max_length=30)
    purpose = models.TextField(blank=True, max_length=1000)

    ACCESS = Paths(partnership="partnership_id")
    NOT_PERSONAL = ("use", "purpose")

    def __str__(self) -> str:
        return self.record.title


class Version(models.Model):
    """One wording of a questionnaire. A draft until it is `published`; from then on the database refuses to
    alter anything of it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    introduction = models.TextField(blank=True, max_length=5000)
    sections_are = models.CharField("what a section is called", max_length=40, default="Section")
    source = models.CharField("where it is taken from", max_length=300, blank=True)
    checked = models.BooleanField("compared with its source", default=False)
    created = models.DateTimeField(auto_now_add=True)
    published = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)

    ACCESS = Paths(partnership="questionnaire__partnership_id")
    NOT_PERSONAL = ("introduction", "sections_are", "source")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "number"], name="questionnaires_version_once"
            ),
            models.UniqueConstraint(
                fields=["questionnaire"],
                condition=Q(published__isnull=True),
                name="questionnaires_one_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire} {self.number}"


class Part(models.Model):
    """What every part of a version has: a key that stays from version to version, and its place."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    key = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ["number"]


class CapacityRow(Part):
    """A capacity in which questions of a version are answered, or responses signed off."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="capacities")
    title = models.CharField(max_length=100)
    signs = models.BooleanField("signs responses off", default=False)

    OWNED_BY = "version"
    NOT_PERSONAL = ("key", "title")

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="questionnaires_capacity_once")
        ]

    def __str__(self) -> str:
        return self.title


class SectionRow(Part):
    """A section of a version; `any` says that one of its clauses is enough."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="sections")
    title = models.CharField(max_length=200)
    help = models.TextField(blank=True, max_length=5000)
    any = models.BooleanField("any of its conditions is enough", default=False)

    OWNED_BY = "version"
    NOT_PERSONAL = ("key", "title", "help")

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="questionnaires_section_once")
        ]

    def __str__(self) -> str:
        return self.title


class QuestionRow(Part):
    """A question of a version, with the bounds of its answer."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="questions")
    section = models.ForeignKey(SectionRow, models.CASCADE, related_name="questions")
    words = models.CharField(max_length=500)
    kind = models.CharField(max_length=12, choices=[(one.value, one.title) for one in Kind])
    help = models.TextField(blank=True, max_length=2000)
    required = models.BooleanField(default=False)
    may_not_apply = models.BooleanField("may be said not to apply", default=False)
    most_words = models.PositiveSmallIntegerField("most words", default=0)
    least = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    most = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    places = models.PositiveSmallIntegerField("decimals", default=0)
    unit = models.CharField(max_length=40, blank=True)
    any = models.BooleanField("any of its conditions is enough", default=False)
    capacity = models.ForeignKey(
        CapacityRow, models.SET_NULL, null=True, blank=True, related_name="questions"
    )
    after = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="asked_after"
    )

    OWNED_BY = "version"
    NOT_PERSONAL = ("key", "words", "kind", "help", "unit")

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="questionnaires_question_once")
        ]

    def __str__(self) -> str:
        return self.words


class OptionRow(Part):
    """One of the answers to choose to a question."""

    question = models.ForeignKey(QuestionRow, models.CASCADE, related_name="options")
    title = models.CharField(max_length=200)
    value = models.SmallIntegerField(null=True, blank=True)
    mark = models.CharField(max_length=10, blank=True)
    meets = models.BooleanField("counts as compliant", default=False)

    OWNED_BY = "question"
    NOT_PERSONAL = ("key", "title", "mark")

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["question", "key"], name="questionnaires_option_once")
        ]

    def __str__(self) -> str:
        return self.title


class ClauseRow(models.Model):
    """One clause of the condition of a section or a question: of another question's answer, or of a fact of
    the body that answers."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    version = models.ForeignKey(Version, models.CASCADE, related_name="clauses")
    section = models.ForeignKey(
        SectionRow, models.CASCADE, null=True, blank=True, related_name="clauses"
    )
    question = models.ForeignKey(
        QuestionRow, models.CASCADE, null=True, blank=True, related_name="clauses"
    )
    subject = models.ForeignKey(
        QuestionRow, models.CASCADE, null=True, blank=True, related_name="asked_by"
    )
    fact = models.CharField(max_length=30, blank=True)
    operator = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Operator])
    value = models.CharField(max_length=100, blank=True)
    number = models.PositiveSmallIntegerField(default=0)

    OWNED_BY = "version"
    NOT_PERSONAL = ("fact", "operator", "value")

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(section__isnull=True, question__isnull=False)
                | Q(section__isnull=False, question__isnull=True),
                name="questionnaires_clause_of_one",
            ),
            models.CheckConstraint(
                condition=Q(subject__isnull=True) & ~Q(fact="") | Q(subject__isnull=False, fact=""),
                name="questionnaires_clause_asks_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact or self.subject_id} {self.operator} {self.value}"
