"""What a caller of the verification calls may be told."""

from datetime import timedelta

from api.errors import Invalid, NotFound, TooManyRequests


class UnreachableContact(Invalid):
    slug = "unreachable-contact"
    detail = "这个号码或邮箱看起来不对，请检查后再试。"


class UnknownConversation(NotFound):
    slug = "unknown-conversation"
    detail = "没有找到这个会话，请重新打开会话。"


class UnknownVerification(NotFound):
    slug = "unknown-verification"
    detail = "没有找到这次身份核验，请重新获取验证码。"


class TooManyCodes(TooManyRequests):
    """A limit by the hour or by the day; `wait` until one more code may be sent."""

    slug = "too-many-codes"
    detail = "验证码发送得太频繁了，请稍后再试。"

    def __init__(self, wait: timedelta) -> None:
        super().__init__(retry_after=int(wait.total_seconds()) + 1)


class CodeTooSoon(TooManyCodes):
    """The last code is younger than the resend gap."""

    slug = "code-too-soon"
    detail = "验证码刚刚发过，请稍等一会儿再要。"


class VerificationLocked(TooManyCodes):
    """Too many wrong codes."""

    slug = "verification-locked"
    detail = "验证码错的次数太多，为了您的账户安全先暂停一会儿，请稍后再试。"
