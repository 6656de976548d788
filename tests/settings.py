"""Settings for tests: fast hashing, plain static files, nothing outside the test's own folder."""

import os
import tempfile

os.environ.setdefault("FEUILLETON_DATA", tempfile.mkdtemp(prefix="feuilleton-tests-"))

from feuilleton.config.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
