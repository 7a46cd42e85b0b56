"""Forms of what children and families say."""

from typing import Any

from safeloom.systems.voice.commands.voice import Said
from safeloom.systems.voice.content import lists
from safeloom.systems.voice.models import VoiceChannel
from safeloom.systems.voice.models.voice import AGES
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form, RevisionedForm
from safeloom.web.words import date_words

NO_NAMES = "In your own words. Write nothing by which anybody is known: no name, no school, no day of birth."


def _choices(name: str) -> list[tuple[str, str]]:
    return [*lists()[name].items()]


class ChannelForm(Form):
    """A group through which people are heard."""

    title = fields.TextField(label="What is it called?", max_length=120)
    kind = fields.RadioField(label="What is it?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _choices("kinds")


class ChangeChannelForm(RevisionedForm, ChannelForm):
    """A group, changed or ended."""

    ended = DateField(
        label="Heard until",
        required=False,
        help_text="For a group that is no more: the last day. What was said stays.",
    )


class _GroupField(fields.RecordField):
    def label_from_instance(self, obj: VoiceChannel) -> str:
        return f"{obj.title} (until {date_words(obj.ended)})" if obj.ended else obj.title


class ActivityForm(Form):
    """People were listened to. `rows` are the channels."""

    says_optional = False

    title = fields.TextField(label="What was it about?", max_length=200)
    channel = _GroupField(None, label="Through which group?")
    day = DateField(label="When were they heard?")
    how = fields.RadioField(label="How were they heard?")
    led = fields.CheckboxField(label="Young people led it themselves", required=False)
    under_8 = fields.WholeNumberField(
        label="How many aged under 8 took part?",
        required=False,
        help_text="Leave an age empty of which nobody did.",
    )
    from_8 = fields.WholeNumberField(label="How many aged 8 to 11?", required=False)
    from_12 = fields.WholeNumberField(label="How many aged 12 to 15?", required=False)
    from_16 = fields.WholeNumberField(label="How many aged 16 to 25?", required=False)
    adults = fields.WholeNumberField(
        label="How many parents, carers and other adults?",
        required=False,
        help_text="Those who were asked, not those who asked them.",
    )
    consent = fields.CheckboxField(
        label="They agreed that what they said is used and published", required=False
    )
    consent_how = fields.TextField(
        label="How was that agreed?",
        max_length=300,
        required=False,
        help_text="For example, asked at the start, with parents’ forms for those under 16. No names.",
    )

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].queryset = rows
        self.fields["how"].choices = _choices("ways")
        for name, _ in AGES:
            self.fields[name].min_value, self.fields[name].max_value = 0, 9999


class ChangeActivityForm(RevisionedForm, ActivityForm):
    """An activity, changed."""


def said_of(data: dict[str, Any]) -> Said:
    """What a valid form says of an activity."""
    ages = {name: data[name] or 0 for name, _ in AGES}
    names = ("title", "channel", "day", "how", "led", "consent", "consent_how")
    return Said(**{name: data[name] for name in names}, ages=ages)


class PointForm(Form):
    """One thing that was said. `rows` are agencies."""

    theme = fields.SelectField(label="Theme", ask="Select a theme")
    words = fields.LongTextField(label="What was said", rows=4, max_length=2000, help_text=NO_NAMES)
    many = fields.WholeNumberField(label="How many said so?", required=False, min_value=1)
    agency = fields.RecordField(
        None, label="Who answers?", required=False, empty_label="The business unit"
    )
    due = DateField(label="Answer by", required=False)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", "Select one"), *_choices("themes")]
        self.fields["agency"].queryset = rows


class ChangePointForm(RevisionedForm, PointForm):
    """What was said, changed."""


class AnswerForm(RevisionedForm):
    """The answer, and what changed."""

    answer = fields.LongTextField(
        label="What do you answer?",
        rows=4,
        max_length=2000,
        help_text="As you would say it to those who asked. No names.",
    )
    changed = fields.LongTextField(
        label="What changed?",
        rows=4,
        max_length=2000,
        required=False,
        help_text="What is different now, not what is planned. You can add this later.",
    )
    day = DateField(label="Answered on")


class LedForm(Form):
    """Which record followed from what was said."""

    record = fields.TextField(
        label="Reference of what it led to",
        max_length=20,
        width=10,
        help_text="An action or a review: it stands above the title of its page, for example AC-0012.",
        ask="Enter the reference of what it led to",
    )


class FeedbackForm(RevisionedForm):
    """That those who said it were told."""

    day = DateField(label="When were they told?")
    how = fields.TextField(
        label="How were they told?",
        max_length=300,
        help_text="For example, at their next meeting, or by a letter to all of them. No names.",
    )
