"""What is read of mail by the parts above."""

from safeloom.foundation.identity.models import Person
from safeloom.foundation.notices.models import MailChoice


def wants_digest(person: Person) -> bool:
    """Whether a person wants a mail a day of what needs them: yes, unless they said no."""
    return not MailChoice.objects.filter(person=person, digest=False).exists()
