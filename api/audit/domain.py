"""How a row is hashed. `why` enters as a keyed digest: its text may be erased when its time has come, and the chain
still holds."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass

GENESIS = "0" * 64


@dataclass(frozen=True)
class Entry:
    at: str
    actor: str
    subject: str
    action: str
    from_state: str | None
    to_state: str | None
    why_digest: str | None


def digest(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def chain_hash(key: bytes, previous: str, entry: Entry) -> str:
    canonical = json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return digest(key, previous + canonical)
