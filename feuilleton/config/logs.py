"""How the program logs: structlog to standard error, as lines for people on a terminal and as JSON elsewhere."""

import logging
import sys
from typing import Any

# Where rich happens to be installed, as on a developer's machine, structlog loads it into every process, 3 MB each, to
# print tracebacks otherwise than a site does.
sys.modules.setdefault("rich", None)  # type: ignore[arg-type]

import structlog  # noqa: E402

_STEPS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


class Briefly(logging.Filter):
    """Makes what anybody can bring about from outside, a 4xx, one line: a warning at most, and no traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        if 400 <= getattr(record, "status_code", 500) < 500:
            record.exc_info = None
            if record.levelno > logging.WARNING:
                record.levelno, record.levelname = logging.WARNING, "WARNING"
        return logging.getLogger(record.name).isEnabledFor(record.levelno)


_SENT_BY_ANYBODY = (
    "django.request",
    *(
        f"django.security.{name}"
        for name in ("DisallowedHost", "RequestDataTooBig", "TooManyFieldsSent", "TooManyFilesSent")
    ),
)


def configure(*, level: str, as_json: bool) -> dict[str, Any]:
    """Configure structlog, and return the LOGGING setting that sends the standard library's records the same way."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_STEPS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    last: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if as_json:
        last += [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        last += [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "ours": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _STEPS,
                "processors": last,
            }
        },
        "filters": {"briefly": {"()": Briefly}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "ours"}},
        "root": {"handlers": ["stderr"], "level": level},
        # Django's own handlers would say it twice, and mail it to nobody.
        "loggers": {
            **{name: {"handlers": [], "propagate": True} for name in ("django", "django.server", "django_tasks")},
            **{name: {"filters": ["briefly"]} for name in _SENT_BY_ANYBODY},
            # A database that is away is said once, by whoever needed it.
            "psycopg.pool": {"level": "ERROR"},
        },
    }
