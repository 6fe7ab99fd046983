import hashlib
import hmac


class BlindIndex:
    """A keyed hash to find an encrypted or secret value by; useless without the key."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def of(self, purpose: str, value: str) -> str:
        """The same value gives different hashes for different purposes (`conversation.token`, `phone`)."""
        return hmac.new(self._key, f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()

    def matches(self, purpose: str, value: str, digest: str) -> bool:
        return hmac.compare_digest(self.of(purpose, value), digest)
