"""Tables of people: users, and the pen names they write under."""

from __future__ import annotations

import unicodedata
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower

from feuilleton.kit import text
from feuilleton.kit.ids import public_id

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.sessions.backends.base import SessionBase


def name_key(name: str) -> str:
    """What makes two names the same name: compatibility forms, case, white space and unseen signs do not."""
    return " ".join(unicodedata.normalize("NFKC", text.bare(name)).casefold().split())


def account_name(name: str) -> str:
    """The one spelling under which an account's name is stored and looked for, in every script and on every database.

    Nobody but its owner and moderators sees it, so it keeps no capitals, compatibility forms or invisible signs.
    """
    for _ in range(2):  # Lower-casing can undo a composition.
        name = unicodedata.normalize("NFKC", name).lower()
    seen = (sign for sign in " ".join(name.split()) if unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))
    return " ".join("".join(seen).split())


class UserManager(BaseUserManager["User"]):
    """Makes and finds users. `get_by_natural_key` is what signing in asks."""

    def create_user(self, username: str, email: str = "", password: str | None = None, **more: object) -> User:
        user = self.model(username=account_name(username), email=email.strip().lower(), **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.named(username or "")

    def named(self, name: str) -> User:
        """The account of that name, however it is typed. Raises User.DoesNotExist."""
        return self.get(username=account_name(name))


class User(AbstractBaseUser):
    """Somebody with an account. What readers see of an author is a pen name, never this."""

    username = models.CharField(max_length=40, unique=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    is_moderator = models.BooleanField(default=False)
    is_archivist = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=64, default="UTC")
    look = models.CharField(max_length=200, blank=True, default="", db_default="")
    adult_ok = models.BooleanField(default=False)
    writes_as = models.ForeignKey("PenName", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("username"), name="user_name_once_in_any_case")]

    def __str__(self) -> str:
        return self.username

    @property
    def may_moderate(self) -> bool:
        return self.is_active and (self.is_moderator or self.is_archivist)

    @property
    def may_keep_house(self) -> bool:
        """Whether the archive's own pages (name, rules, who moderates) are theirs to change."""
        return self.is_active and self.is_archivist


class Session(AbstractBaseSession):
    """Somebody's being signed in on one device. `user_id` is None while they are only on the way in."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        # By name, since the store needs this model.
        store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return store


class PenNames(models.QuerySet["PenName"]):
    """Words for asking for pen names."""

    def named(self, name: str) -> Self:
        return self.filter(key=name_key(name))

    def of(self, user: User | None) -> Self:
        return self.none() if user is None else self.filter(user=user)

    def unclaimed(self) -> Self:
        return self.filter(user=None)

    def in_order(self) -> Self:
        return self.order_by("key", "id")

    def matching(self, words: str) -> Self:
        """Pen names that have every one of the words in them."""
        found = self
        for word in name_key(words).split()[:8]:
            found = found.filter(key__contains=word)
        return found


class PenName(models.Model):
    """A name that stories stand under. Without a user it waits for its owner to be found by the archivist."""

    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="pen_names")
    name = models.CharField(max_length=60)
    key = models.CharField(max_length=120, unique=True, editable=False)
    about = models.TextField(blank=True, default="")
    about_html = models.TextField(blank=True, default="")
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    objects = PenNames.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def is_claimed(self) -> bool:
        return self.user_id is not None

    @property
    def touches(self) -> list[str]:
        """What stored pages may have been made from this."""
        return [f"person:{self.pk}"]


class Block(models.Model):
    """`by` will have nothing to do with `user`. `pen_name`: the name they were blocked under, the only one shown.

    A row for each name that was blocked, so that a list never tells which names are one person's.
    """

    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocks")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocked_by")
    pen_name = models.ForeignKey(PenName, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "user", "pen_name"], name="name_blocked_once"),
            models.CheckConstraint(condition=~models.Q(by=models.F("user")), name="nobody_blocks_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} has blocked {self.user_id}"
