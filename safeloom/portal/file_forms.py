"""Forms of files."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from safeloom.foundation.files.definitions import ACCEPT, KINDS
from safeloom.kernel.registry import FileSort
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form
from safeloom.web.words import list_words

NOW, LATER = "now", "later"


class FileForm(Form):
    """A file with what there is to say of it. `sorts` are those of its record's kind."""

    file = fields.FileField(label="File", ask="Choose a file")
    title = fields.TextField(
        label="Title",
        max_length=200,
        required=False,
        help_text="Left empty, it is called what the file is called. Do not name a child in it.",
    )
    sort = fields.RadioField(label="What is it?", ask="Select what the file is")
    in_force_from = DateField(
        label="In force from",
        required=False,
        help_text="Only for terms of reference. The earlier ones stay, and hold until the day before.",
    )

    def __init__(self, *args: Any, sorts: Sequence[FileSort] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        file.most = settings.FILE_MOST
        file.widget.attrs["accept"] = ACCEPT
        file.help_text = _taken()
        dated = [sort.title for sort in sorts if sort.dated]
        if sorts:
            self.fields["sort"].choices = [
                *((sort.key, sort.title) for sort in sorts),
                ("other", "Something else"),
            ]
        else:
            del self.fields["sort"]
        if dated:
            self.fields["in_force_from"].help_text = (
                f"For {list_words([title.lower() for title in dated])} only. Earlier ones stay, "
                "and hold until the day before."
            )
        else:
            del self.fields["in_force_from"]

    @property
    def said(self) -> dict[str, Any]:
        """What was said, as `keep_file` takes it; for a valid form."""
        data = self.cleaned_data
        sort = data.get("sort", "")
        return {
            "upload": data["file"],
            "title": data["title"],
            "sort": "" if sort == "other" else sort,
            "in_force_from": data.get("in_force_from"),
        }


class NewerFileForm(FileForm):
    """The next version of a file, which is of the same sort."""

    title = None
    sort = None

    def __init__(self, *args: Any, dated: bool, **kwargs: Any) -> None:
        Form.__init__(self, *args, **kwargs)
        file = self.fields["file"]
        file.most = settings.FILE_MOST
        file.widget.attrs["accept"] = ACCEPT
        file.help_text = _taken()
        if dated:
            self.fields["in_force_from"].required = True
            self.fields["in_force_from"].help_text = ""
        else:
            del self.fields["in_force_from"]

    @property
    def said(self) -> dict[str, Any]:
        """What was said, as `keep_file` takes it; for a valid form."""
        data = self.cleaned_data
        return {"upload": data["file"], "in_force_from": data.get("in_force_from")}


class RemoveFileForm(Form):
    """Why a file goes, and when its bytes do."""

    reason = fields.TextField(
        label="Reason",
        max_length=500,
        ask="Say why the file is removed",
        help_text="It stands in the audit. Do not name anybody in it.",
    )
    when = fields.RadioField(
        label="When is the file itself deleted?",
        choices=[(NOW, "Now"), (LATER, "On a later day")],
        initial=NOW,
        hints={LATER: "Where it must be kept for a time. Nobody can see or download it meanwhile."},
    )
    delete_on = DateField(label="Delete on", required=False, help_text="Only for a later day.")

    def clean(self) -> dict[str, Any]:
        """Ask for the day where one is chosen."""
        data = super().clean()
        if (
            data.get("when") == LATER
            and not data.get("delete_on")
            and "delete_on" not in self.errors
        ):
            self.add_error("delete_on", "Enter the day on which the file is deleted")
        return data

    @property
    def said(self) -> dict[str, Any]:
        """What was said, as `remove_file` takes it; for a valid form."""
        data = self.cleaned_data
        later = data["when"] == LATER
        return {"reason": data["reason"], "delete_on": data["delete_on"] if later else None}


def _taken() -> str:
    most = settings.FILE_MOST // 1_000_000
    endings = [kind.endings[0].removeprefix(".").upper() for kind in KINDS]
    return f"{list_words(endings)}, up to {most} MB."
