"""What can go wrong on the way to the api."""


class BackendError(Exception):
    """Base of all."""


class BackendUnavailable(BackendError):
    """The api or its database did not answer: nothing is known to have happened, the turn is to be repeated."""


class BackendRejected(BackendError):
    """The api answered that the call is wrong; `status` and the Chinese `detail` say how."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(f"{status}")
        self.status = status
        self.detail = detail


class TooMany(BackendRejected):
    """A limit is reached (429); `retry_after` in seconds. `kind` is the problem's name: `code-too-soon` for a code
    that was sent a moment ago, `verification-locked` after too many wrong ones, else `too-many-codes`."""

    def __init__(self, detail: str, retry_after: int, kind: str = "too-many-codes") -> None:
        super().__init__(429, detail)
        self.retry_after = retry_after
        self.kind = kind
