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
    slug = "too-many-codes"
    detail = "验证码发送得太频繁了，请稍后再试。"

    def __init__(self, wait: timedelta) -> None:
        super().__init__(retry_after=int(wait.total_seconds()) + 1)
