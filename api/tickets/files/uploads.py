"""Which files may be attached, and for which requests."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from api.tickets.domain import RequestType, Status

LONGEST_NAME = 100
TYPES_WITH_RESULT = frozenset({RequestType.ACCESS, RequestType.COPY})
STATES_WITH_RESULT = frozenset({Status.SUBMITTED, Status.IN_PROGRESS, Status.WAITING_FOR_USER, Status.COMPLETED})
"""Not before it is known who asks, and not when the request came to nothing."""


def _begins(*heads: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(heads)


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False


_ZIP = _begins(b"PK\x03\x04")
_KINDS: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    ".pdf": ("application/pdf", _begins(b"%PDF-")),
    ".zip": ("application/zip", _ZIP),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _ZIP),
    ".csv": ("text/csv; charset=utf-8", _is_text),
    ".txt": ("text/plain; charset=utf-8", _is_text),
    ".json": ("application/json", _is_text),
    ".png": ("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    ".jpg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    ".jpeg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
}
ENDINGS = tuple(_KINDS)


@dataclass(frozen=True)
class Upload:
    """A file as it was handed in."""

    name: str
    content: bytes

    @property
    def media_type(self) -> str | None:
        """By the name's ending, if the content is what the ending says; else None."""
        media_type, fits = _KINDS.get(PurePosixPath(self.plain_name).suffix.lower(), (None, _is_text))
        return media_type if fits(self.content) else None

    @property
    def plain_name(self) -> str:
        """The name without folders and control characters."""
        last = self.name.replace("\\", "/").rpartition("/")[2]
        visible = "".join(mark for mark in last if unicodedata.category(mark)[0] != "C").strip()
        return visible[-LONGEST_NAME:] or "file"


def may_have_result(request_type: str, status: str) -> bool:
    """Whether a result may be attached to a ticket."""
    return request_type in TYPES_WITH_RESULT and status in STATES_WITH_RESULT
