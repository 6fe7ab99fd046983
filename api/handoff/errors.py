from api.errors import Conflict, Invalid, NotFound


class AlreadyTaken(Conflict):
    slug = "already-taken"
    detail = "另一位客服已经接入了这个会话。"


class NotYours(Conflict):
    slug = "not-yours"
    detail = "这个会话现在由另一位客服负责。"


class EmptyReply(Invalid):
    slug = "empty-reply"
    detail = "请先输入内容。"


class UnknownColleague(NotFound):
    slug = "unknown-colleague"
    detail = "没有这位客服，或账号已停用。"
