"""Files that visitors load: compressed once and told apart by their content, anew when the file on disk changes."""

import gzip
import hashlib
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from fastapi import Request, Response


@dataclass(frozen=True)
class _Content:
    media_type: str
    plain: bytes
    packed: bytes
    tag: str


Change = Callable[[bytes], bytes]
"""What is done to a file before it goes out; a function, since it is looked up by it."""


def as_it_is(plain: bytes) -> bytes:
    return plain


@lru_cache(maxsize=64)
def _content(path: Path, _changed_ns: int, change: Change) -> _Content:
    plain = change(path.read_bytes())
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return _Content(media_type, plain, gzip.compress(plain, 9, mtime=0), hashlib.sha256(plain).hexdigest()[:20])


def static_response(
    request: Request, path: Path, cache_control: str = "no-cache", change: Change = as_it_is
) -> Response:
    """The file, in the form that the client takes, or that it has not changed."""
    content = _content(path, path.stat().st_mtime_ns, change)
    packs = _takes_gzip(request.headers.get("Accept-Encoding", ""))
    tag = f'"{content.tag}-gzip"' if packs else f'"{content.tag}"'
    headers = {"ETag": tag, "Vary": "Accept-Encoding", "Cache-Control": cache_control}
    if _knows(request.headers.get("If-None-Match", ""), tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if packs:
        headers["Content-Encoding"] = "gzip"
    return Response(content.packed if packs else content.plain, media_type=content.media_type, headers=headers)


def _takes_gzip(accepted: str) -> bool:
    """Only where it is named, and not with a weight of nothing."""
    weights = dict(_weighed(item) for item in accepted.lower().split(","))
    return weights.get("gzip", "0").strip("0.") != ""


def _weighed(item: str) -> tuple[str, str]:
    name, _, weight = item.partition(";q=")
    return name.strip(), weight.strip() or "1"


def _knows(held: str, tag: str) -> bool:
    tags = {each.strip().removeprefix("W/") for each in held.split(",")}
    return tag in tags or "*" in tags
