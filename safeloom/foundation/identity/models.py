"""Who there is: partnerships, principals, people and their accounts."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.module_loading import import_string

from safeloom.foundation.dated import Dated
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

# First words of addresses that belong to the whole installation.
RESERVED_KEYS = frozenset(
    {"account", "answer", "calendar", "sign-in", "sign-out", "static", "survey"}
)


def not_reserved(key: str) -> None:
    """Refuse a key that is the first word of another address."""
    if key in RESERVED_KEYS:
        raise ValidationError(f"“{key}” is the name of a page and cannot be a partnership's key.")


class Partnership(models.Model):
    """A partnership that an installation serves; `key` stands in its addresses and commands."""

    class Kind(models.TextChoices):
        CHILDREN = "children", "Safeguarding children partnership"
        ADULTS = "adults", "Safeguarding adults board"
        DOMESTIC_ABUSE = "domestic-abuse", "Domestic abuse partnership"
        COMMUNITY_SAFETY = "community-safety", "Community safety partnership"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    key = models.SlugField(max_length=40, unique=True, validators=[not_reserved])
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.CHILDREN)
    created = models.DateTimeField(auto_now_add=True)

    NOT_PERSONAL = ("key", "name", "kind")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Principal(models.Model):
    """Whoever or whatever may be granted something: a person, an agency, a post or a group.

    Each of those extends this row one-to-one with the same key, so grants, records and audit point
    only here and nothing below points up. `name` is held here alone.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        AGENCY = "agency", "Agency"
        POST = "post", "Post"
        GROUP = "group", "Group"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)

    PERSONAL = {"name": Personal("6 years after the last post or seat ended", Anonymise.NEUTRAL)}
    NOT_PERSONAL = ("kind",)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def names_somebody(self) -> bool:
        """Whether the name is a person's: agencies, posts and groups have none to protect."""
        return self.kind == self.Kind.PERSON


class Membership(Dated):
    """A principal belongs to another from a day to a day: a person to a post or a group, a post to
    an agency. What the upper one is granted reaches the lower one for those days."""

    member = models.ForeignKey(Principal, models.CASCADE, related_name="belongs_to")
    of = models.ForeignKey(Principal, models.CASCADE, related_name="members")

    OWNED_BY = "of"

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["member", "of"])]

    def __str__(self) -> str:
        return f"{self.member} in {self.of}"


class Person(models.Model):
    """Somebody who works with a partnership; most have an account, none needs one."""

    principal = models.OneToOneField(Principal, models.CASCADE, primary_key=True)
    work_email = models.EmailField("work e-mail", blank=True)
    work_telephone = models.CharField("work telephone", max_length=30, blank=True)
    revision = models.PositiveIntegerField(default=1)

    PERSONAL = {
        "work_email": Personal("6 years after the last post or seat ended", Anonymise.BLANK),
        "work_telephone": Personal("6 years after the last post or seat ended", Anonymise.BLANK),
    }

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.principal.name

    @property
    def name(self) -> str:
        """The name the person is known by."""
        return self.principal.name


class AccountManager(BaseUserManager):
    """Accounts are found by their e-mail address whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account that signs in with this address."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """What a person signs in with. The address is kept in small letters."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    email = models.EmailField("e-mail address", unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    is_active = models.BooleanField("may sign in", default=True)
    created = models.DateTimeField(auto_now_add=True)
    seen = models.DateTimeField("last here", null=True, blank=True)
    seen_before = models.DateTimeField("here before that", null=True, blank=True)

    objects = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    PERSONAL = {"email": Personal("until the account is closed", Anonymise.DELETE_ROW)}
    NOT_PERSONAL = ("password",)

    def __str__(self) -> str:
        return self.email

    def save(self, *args, **kwargs) -> None:
        """Keep the address in small letters, whoever saves."""
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)


class HeldDraft(models.Model):
    """What somebody had typed when the session ended: held encrypted, for an hour, for that account."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="held_drafts")
    path = models.CharField(max_length=500)
    sealed = models.BinaryField()
    expires = models.DateTimeField(db_index=True)

    NOT_PERSONAL = ("path",)
    PASSING = "an unsaved form is kept for an hour"

    def __str__(self) -> str:
        return f"draft for {self.path}"

    @property
    def bound_to(self) -> str:
        """What the sealed bytes are bound to: this account's draft of this page."""
        return f"foundation.HeldDraft.sealed:{self.pk}:{self.account_id}:{self.path}"


class PasswordLink(models.Model):
    """The one link with which an account's owner may choose a password, once.

    Only a hash of the secret in the link is kept: who reads the database cannot use it. A new link
    takes the place of the old one, so there is never more than one.
    """

    class Kind(models.TextChoices):
        BY_HAND = "by-hand", "Handed over"
        INVITATION = "invitation", "Invitation by mail"
        FORGOTTEN = "forgotten", "Forgotten password"

    account = models.OneToOneField(
        Account, models.CASCADE, primary_key=True, related_name="password_link"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.BY_HAND)
    digest = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField(db_index=True)
    opened = models.DateTimeField("first opened", null=True, blank=True)

    NOT_PERSONAL = ("digest", "kind")
    PASSING = "a link that was used since must not work again"

    def __str__(self) -> str:
        return f"link that ends {self.expires}"


class Session(AbstractBaseSession):
    """A browser in which somebody signed in, or is about to. The row ends with the session: an hour
    without a click. No address of a network is kept; what is kept of the browser is two words."""

    account = models.ForeignKey(
        Account, models.CASCADE, null=True, blank=True, related_name="sessions"
    )

    PERSONAL = {
        "session_data": Personal("until the session ends or is ended", Anonymise.DELETE_ROW)
    }
    NOT_PERSONAL = ("session_key",)
    PASSING = "everybody signs in again: a session of then may be one that was ended since"

    @classmethod
    def get_session_store_class(cls) -> type:
        """The store that reads and writes such rows."""
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")


class FactorSecret(models.Model):
    """What the codes of an account's app, or its recovery codes, are worked out from. The row of
    django-allauth that uses it holds its key alone."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="factor_secrets")
    sealed = models.BinaryField()

    STAYS = "a secret, which is an account's alone"

    def __str__(self) -> str:
        return f"a secret of account {self.account_id}"

    @property
    def bound_to(self) -> str:
        """What the secret is bound to."""
        return f"foundation.FactorSecret.sealed:{self.pk}:{self.account_id}"


class LinkAsked(models.Model):
    """Somebody forgot a password and gave an address, sealed here until it is looked up: where that
    is done, nobody waits for the answer, and so nobody learns from the time it takes."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    asked = models.DateTimeField(auto_now_add=True)
    sealed = models.BinaryField()

    PASSING = "a link that is asked for is sent within seconds"

    def __str__(self) -> str:
        return f"a link asked for at {self.asked}"

    @property
    def bound_to(self) -> str:
        """What the address is bound to."""
        return f"foundation.LinkAsked.sealed:{self.pk}"
