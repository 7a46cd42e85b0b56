"""The form that takes a file of figures."""

from safeloom.systems.figure_check.bounds import MOST_BYTES
from safeloom.web import fields
from safeloom.web.forms import Form


class FigureFileForm(Form):
    """A file of figures."""

    file = fields.FileField(
        label="File of figures",
        help_text="A .csv file in UTF-8 with headings in the first row, smaller than 5 MB.",
        accept=".csv",
        most=MOST_BYTES,
        ask="Choose a file",
    )
