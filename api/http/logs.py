"""JSON logs to standard output. An exception is its class and the places in the code; its text may quote a user."""

import logging
import sys
import traceback
from types import TracebackType

import structlog
from structlog.typing import EventDict, WrappedLogger

FRAMES = 12
# They log whole addresses, which hold conversation ids and tokens.
URL_LOGGERS = ("uvicorn.access", "httpx", "httpcore")
# uvicorn gives these handlers of their own, which would write plain text.
SERVER_LOGGERS = ("uvicorn", "uvicorn.error", "uvicorn.access")

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def configure_logging(level: str) -> None:
    logging.basicConfig(level=level, stream=sys.stdout, format="%(message)s", force=True)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_shared(),
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    for handler in logging.getLogger().handlers:
        handler.setFormatter(formatter)
    for name in SERVER_LOGGERS:
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    for name in URL_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _shared() -> list[structlog.typing.Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_exception_text,
    ]


def without_exception_text(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    info = event.pop("exc_info", None)
    if info:
        found: _ExcInfo | tuple[None, None, None] = info if isinstance(info, tuple) else sys.exc_info()
        kind, _, trace = found
        if kind is not None:
            event["error"] = kind.__name__
            frames = traceback.extract_tb(trace)[-FRAMES:]
            event["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return event
