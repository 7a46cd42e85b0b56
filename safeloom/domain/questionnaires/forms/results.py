"""Forms of results: what to take away, and themes."""

from safeloom.web import fields
from safeloom.web.forms import Form

ENDINGS = [("xlsx", "Excel"), ("csv", "CSV")]


class TakeAwayForm(Form):
    """As which kind of file."""

    ending = fields.RadioField(
        label="As which file?",
        choices=ENDINGS,
        hints={
            "xlsx": "Three sheets: the questions by section, what was answered, what it comes to.",
            "csv": "What was answered alone: a row a response, a column a question.",
        },
        ask="Choose a kind of file",
    )


class ThemeForm(Form):
    """What a theme is called."""

    title = fields.TextField(
        label="Name of the theme", max_length=120, ask="Enter what it is called"
    )
