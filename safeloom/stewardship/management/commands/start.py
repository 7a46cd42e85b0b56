"""`./run manage start`: the first partnership of an installation, and its business manager."""

import sys

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from safeloom.foundation.identity.models import Partnership
from safeloom.stewardship import commands

QUESTIONS = {
    "partnership_key": "Key of the partnership, as it stands in addresses (such as vale): ",
    "partnership_name": "Name of the partnership: ",
    "name": "Name of its business manager: ",
    "email": "Work e-mail address of the business manager: ",
}
WORDS = {
    "key": "--partnership-key",
    "manager": "--name",
    "work_email": "--email",
    "email": "--email",
    "name": "--partnership-name",
}


class Command(BaseCommand):
    """Asks for what it was not given, when somebody sits at the screen."""

    help = "Begin a partnership: make it and its business manager, and show the link for a password once."

    def add_arguments(self, parser) -> None:
        """What it asks for otherwise."""
        parser.add_argument("--partnership-key", help="key in addresses, such as vale")
        parser.add_argument("--partnership-name", help="its full name")
        parser.add_argument("--name", help="name of its business manager")
        parser.add_argument("--email", help="the business manager's work e-mail address")
        parser.add_argument(
            "--site",
            default="http://localhost:8000",
            help="address of the installation, for the link",
        )

    def handle(self, *args, **options) -> None:
        """Make both, or say what is wrong and make neither."""
        answers = {field: self._answer(field, options[field]) for field in QUESTIONS}
        # The first command of an installation: there may be no tables yet.
        call_command("migrate", verbosity=0, interactive=False)
        key = answers["partnership_key"]
        if Partnership.objects.filter(key=key).exists():
            raise CommandError(
                f"There is a partnership “{key}” already; nothing was changed. Its business manager"
                " makes accounts on its page “Accounts”. To begin another one, choose another key."
            )
        try:
            partnership, secret = commands.start(
                by=None,
                key=key,
                name=answers["partnership_name"],
                manager=answers["name"],
                email=answers["email"],
            )
        except ValidationError as problem:
            raise CommandError(_told(problem)) from problem
        self.stderr.write(f"{partnership.name} is there. The link below works once, for 7 days;")
        self.stderr.write("with it the business manager chooses a password. It is shown only now.")
        self.stdout.write(f"{options['site'].rstrip('/')}/account/reset/{secret}/")

    def _answer(self, field: str, given: str | None) -> str:
        if given is None and sys.stdin.isatty():
            self.stderr.write(QUESTIONS[field], ending="")
            given = input()
        if not (given or "").strip():
            raise CommandError(f"Say --{field.replace('_', '-')}. Nothing was changed.")
        return given.strip()


def _told(problem: ValidationError) -> str:
    lines = [
        f"{WORDS.get(field, field)}: {' '.join(messages)}"
        for field, messages in problem.message_dict.items()
    ]
    return "Nothing was changed. " + " ".join(lines)
