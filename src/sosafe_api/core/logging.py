"""Structured logs, one JSON object a line; no values of requests or records, so no personal data."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog


def _drop_exception_text(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keeps where an exception was raised, not what it says: a message may repeat a value."""
    stated = event.pop("exc_info", None)
    error = stated[1] if isinstance(stated, tuple) else sys.exc_info()[1]
    if stated and error is not None:
        frames = []
        trace = error.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            frames.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}:{code.co_name}")
            trace = trace.tb_next
        event["raised_at"] = frames[-8:]
    return event


class _Others(logging.Handler):
    """What libraries log by the standard library goes the way of our own lines.

    Of their message stands the template's first line only: what is put into it, and what follows in further lines,
    may repeat a value. So does an exception's text.
    """

    def emit(self, record: logging.LogRecord) -> None:
        template = str(record.msg) if isinstance(record.msg, str) else type(record.msg).__name__
        told = {
            "logger": record.name,
            "logged_at": f"{record.filename}:{record.lineno}:{record.funcName}",
            "exc_info": record.exc_info,
        }
        if record.exc_info and record.exc_info[0]:
            told["error"] = record.exc_info[0].__name__
        level = min(record.levelno // 10 * 10, logging.CRITICAL)
        _others.log(level, (template.splitlines() or [""])[0], **told)


_others = structlog.get_logger("others")


def _hear_others(level: int) -> None:
    """Never below warnings: what libraries say beside is about themselves."""
    root = logging.getLogger()
    for handler in root.handlers[:]:
        if isinstance(handler, _Others):
            root.removeHandler(handler)
    root.addHandler(_Others())
    root.setLevel(max(level, logging.WARNING))


def configure(level: str) -> None:
    """For a whole process; a second time it replaces the first."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _drop_exception_text,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    _hear_others(getattr(logging, level))
