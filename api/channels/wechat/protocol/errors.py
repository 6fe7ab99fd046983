"""What can be wrong with a push. `reason` is a word for logs and counters; no error carries anything of the request."""


class ProtocolError(Exception):
    """Base of everything that reading a push raises; who sends the like is not answered with a dialogue."""

    reason: str = "protocol"

    def __init__(self) -> None:
        super().__init__(self.reason)


class NotAuthentic(ProtocolError):
    """The push is not shown to come from the platform."""

    reason = "not_authentic"


class SignatureInvalid(NotAuthentic):
    """A signature parameter is missing or does not fit."""

    reason = "signature"


class Expired(NotAuthentic):
    """Signed too long ago, or in the future."""

    reason = "expired"


class Replayed(NotAuthentic):
    """The same signature was used before, for another message."""

    reason = "replayed"


class EncryptionRequired(NotAuthentic):
    """A plain push to an account that is set to safe mode."""

    reason = "plain"


class Unreadable(ProtocolError):
    """Signed as it should be, yet not to be read."""

    reason = "unreadable"


class BodyTooLarge(Unreadable):
    """More bytes than a push ever has."""

    reason = "too_large"


class BodyMalformed(Unreadable):
    """No well-formed XML, a DTD in it, or a field that every push has is missing."""

    reason = "malformed"


class DecryptionFailed(Unreadable):
    """None of the keys opens it: wrong EncodingAESKey, or not encrypted as section "消息加解密" says."""

    reason = "decryption"


class WrongAccount(Unreadable):
    """Encrypted for another appid."""

    reason = "account"


class ConfigurationInvalid(ValueError):
    """A token or an EncodingAESKey that the platform would not have accepted; raised at start, never by a push."""


class ReplyInvalid(ValueError):
    """A reply that the platform would refuse: empty, too long, or a field missing. A mistake of ours."""
