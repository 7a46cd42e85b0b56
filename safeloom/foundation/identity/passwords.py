"""What a password may not be made of."""

import re
from typing import Any

from django.core.exceptions import ValidationError

# What somebody who knows where they are would try first. Kept in docs/security.md, too.
OWN_WORDS = (
    "safeloom",
    "safeguarding",
    "partnership",
    "children",
    "council",
    "business",
    "manager",
    "coordinator",
    "police",
    "health",
    "agency",
    "welcome",
    "password",
)
# So many letters must be left without those words.
LEFT = 8


class OwnWordsValidator:
    """Refuses a password that is little more than words of this work, with figures and signs put in."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError."""
        rest = password.lower()
        for word in OWN_WORDS:
            rest = rest.replace(word, "")
        if rest != password.lower() and len(re.sub(r"[\W\d_]", "", rest)) < LEFT:
            raise ValidationError(
                "The password is too easy to guess: it is made of words of your work. Use others.",
                code="own_words",
            )

    def get_help_text(self) -> str:
        """What Django shows beside a form of its own."""
        return "Your password can’t be made of words of your work."
