"""The forms of the way in."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from safeloom.foundation.identity.models import Account
from safeloom.web.fields import CheckboxField, EmailField, PasswordField, TextField
from safeloom.web.forms import Asking, Form

LONG_ENOUGH = "At least 12 characters. Three or four words that you do not say together work well."


class SignInForm(Asking, LoginForm):
    """allauth's form with its checks and limits, and our fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField(label="E-mail address", autocomplete="username")
        self.fields["password"] = PasswordField(label="Password")
        self.ask()


class ChoosePasswordForm(Form):
    """A new password, typed twice."""

    new_password = PasswordField(label="New password", new=True, help_text=LONG_ENOUGH)
    again = PasswordField(label="New password again", new=True, ask="Enter the new password again")

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        self.account = account
        super().__init__(*args, **kwargs)

    def clean_new_password(self) -> str:
        """Refuse one that is too easy."""
        chosen = self.cleaned_data["new_password"]
        validate_password(chosen, self.account)
        return chosen

    def clean_again(self) -> str:
        """Refuse two that differ."""
        again = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new_password", again):
            raise ValidationError("The two passwords are not the same. Type the new one again.")
        return again


class ChangePasswordForm(ChoosePasswordForm):
    """The same, from whoever knows the present one."""

    field_order = ("password", "new_password", "again")
    password = PasswordField(label="Present password")

    def clean_password(self) -> str:
        """Refuse who does not know it."""
        present = self.cleaned_data["password"]
        if not self.account.check_password(present):
            raise ValidationError("This is not your present password.")
        return present


class CodeField(TextField):
    """A code of six digits from an app, or of eight from a list."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"label": "Code", "max_length": 20, "width": 10, "autocomplete": "one-time-code"}
        super().__init__(**{**said, **kwargs})
        self.widget.attrs.update(inputmode="numeric", spellcheck="false")


class CodeForm(Form):
    """A code, tested where the form is used: testing spends it."""

    one_time_code = CodeField()


class AnswerField(forms.JSONField):
    """What a security key answered. Numbers without end and nesting without bottom are no answer of one,
    and no fault of ours either."""

    def to_python(self, value: Any) -> Any:
        """The answer. Raises ValidationError."""
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Nothing of it is shown again: it counts once."""
        return None


class KeyForm(Form):
    """What a security key answered, put in by the script."""

    credential = AnswerField(widget=forms.HiddenInput)


class AddKeyForm(KeyForm):
    """A new security key and what its owner calls it."""

    name = TextField(
        label="What you call it", max_length=60, help_text="For example, “Blue key” or “My laptop”."
    )


class ConfirmForm(Form):
    """The password again, from somebody who is signed in."""

    password = PasswordField(label="Password")

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        self.account = account
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Refuse who does not know it."""
        present = self.cleaned_data["password"]
        if not self.account.check_password(present):
            raise ValidationError("This is not your password.")
        return present


class MailForm(Form):
    """What a person gets by mail."""

    digest = CheckboxField(
        label="One mail a day of what needs me",
        help_text="None comes on days when nothing does.",
        required=False,
    )


class ForgottenForm(Form):
    """The address somebody signs in with."""

    email = EmailField(label="E-mail address", autocomplete="username")
