"""Pen names that look alike are one name from here on: their keys lose the signs that nobody sees.

The rule is written out again, since that of `name_key` may change.
"""

import re
import unicodedata

from django.db import IntegrityError, migrations, transaction

_BLANK = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def make_keys(apps, schema_editor):
    """Give every pen name its new key. Whose new key another has, or who would have none, keeps the old one."""
    pen_names = apps.get_model("accounts", "PenName").objects
    for pk, name, old in list(pen_names.order_by("id").values_list("pk", "name", "key")):
        new = _key(name)
        if new and new != old and len(new) <= 120:
            try:
                with transaction.atomic():
                    pen_names.filter(pk=pk).update(key=new)
            except IntegrityError:
                continue


def _key(name):
    seen = _UNSEEN.sub("", _BLANK.sub(" ", name))
    return " ".join(unicodedata.normalize("NFKC", seen).casefold().split())


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_blocks_of_names'),
    ]

    operations = [
        migrations.RunPython(make_keys, migrations.RunPython.noop),
    ]
