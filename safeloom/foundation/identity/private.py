"""How a person is reached at home: sealed, and each look at it is written down."""

from django.db import models

from safeloom.foundation.encryption.fields import (
    BlindIndexField,
    EncryptedCharField,
    EncryptedTextField,
    SealedRow,
)
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

KEPT = Personal("until the last post or seat ended", Anonymise.BLANK)


class PrivateContact(SealedRow):
    """A private telephone number and address, as given to one partnership: another that knows the same
    person does not see them. The row is made when the first of them is entered."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="private_contacts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="private_contacts")
    telephone = EncryptedCharField("private telephone", max_length=40, blank=True)
    telephone_index = BlindIndexField(of="telephone", form="telephone")
    address = EncryptedTextField("private address", max_length=300, blank=True)
    address_index = BlindIndexField(of="address", form="folded")
    revision = models.PositiveIntegerField(default=1)

    PERSONAL = {
        "telephone": KEPT,
        "telephone_index": KEPT,
        "address": KEPT,
        "address_index": KEPT,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "person"], name="foundation_private_contact_once"
            )
        ]

    def __str__(self) -> str:
        return f"private contact {self.pk}"
