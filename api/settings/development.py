"""Development secrets: each is generated once into a private file and read from there by all processes."""

import base64
import os
import secrets
from pathlib import Path
from typing import Any

from pydantic import SecretStr


def _new_data_keys() -> str:
    return "dev1:" + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


GENERATORS = {
    "service_token": _new_secret,
    "bot_token": _new_secret,
    "data_keys": _new_data_keys,
    "index_key": _new_secret,
    "session_key": _new_secret,
}


def fill_missing_secrets(settings: Any, folder: Path) -> None:
    for name, generate in GENERATORS.items():
        if not getattr(settings, name).get_secret_value():
            setattr(settings, name, SecretStr(_read_or_create(folder / name, generate())))


def _read_or_create(path: Path, fresh: str) -> str:
    """Write whole, then link: two processes that start together read the same value."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(fresh)
        try:
            os.link(draft, path)
        except FileExistsError:
            # Another process was first; its value is the one that counts.
            return path.read_text().strip()
        finally:
            draft.unlink()
    return path.read_text().strip()
