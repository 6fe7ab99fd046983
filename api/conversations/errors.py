from api.errors import Conflict, Invalid, NotFound, Unauthorized


class ConversationNotFound(NotFound):
    slug = "conversation-not-found"
    detail = "没有找到这个会话。"


class MessageNotFound(NotFound):
    slug = "message-not-found"
    detail = "这个会话里没有这条消息。"


class WrongConversationToken(Unauthorized):
    slug = "wrong-conversation-token"
    detail = "会话凭证缺失或无效，请重新打开会话。"


class ConversationClosed(Conflict):
    slug = "conversation-closed"
    detail = "这个会话已经结束，请重新打开一个会话。"


class TransitionRefused(Conflict):
    slug = "transition-refused"
    detail = "会话当前的状态不允许这项操作。"


class PayloadNotOffered(Invalid):
    slug = "payload-not-offered"
    detail = "这个选项不是本会话提供的，请从按钮中选择，或直接输入文字。"


class EmptyMessage(Invalid):
    slug = "empty-message"
    detail = "消息里没有可读的文字，请输入您的问题。"
