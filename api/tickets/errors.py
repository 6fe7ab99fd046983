"""What goes wrong with tickets, in words a user or a member of staff may read."""

from api.errors import Conflict, Forbidden, Invalid, NotFound


class UnknownTicket(NotFound):
    """Also said when the caller may not see it, so that a number alone tells nothing."""

    slug = "unknown-ticket"
    detail = "没有找到这个受理编号对应的工单，请核对编号。"


class KeyReused(Conflict):
    slug = "idempotency-key-reused"
    detail = "同一个提交编号对应了不同的内容，请重新确认后再提交。"


class MissingKey(Invalid):
    slug = "idempotency-key-missing"
    detail = "缺少提交编号（Idempotency-Key）。"


class TicketClosed(Conflict):
    slug = "ticket-closed"
    detail = "这个工单已经办结，不能再修改。"


class ForbiddenMove(Conflict):
    slug = "forbidden-move"
    detail = "工单当前的状态不允许这一步操作。"


class ReasonMissing(Invalid):
    slug = "reason-missing"
    detail = "这一步需要写明理由或说明。"


class IdentityOpen(Conflict):
    slug = "identity-open"
    detail = "账户系统里没有这个联系方式，请先由工作人员核对身份，再办理。"


class OutcomeMissing(Invalid):
    slug = "outcome-missing"
    detail = "办结时需要选择处理结果。"


class RefusalIncomplete(Invalid):
    slug = "refusal-incomplete"
    detail = "拒绝需要写明条款 5.8 的理由编号、白话理由和救济途径。"


class RefusalPending(Conflict):
    slug = "refusal-pending"
    detail = "这个工单已有一份待复核的建议。"


class NoRefusalPending(Conflict):
    slug = "no-refusal-pending"
    detail = "这个工单没有待复核的建议。"


class SecondPersonMissing(Conflict):
    slug = "second-person-missing"
    detail = "这一步要由第二位工作人员复核后才能生效。"


class SamePerson(Forbidden):
    slug = "same-person"
    detail = "需要第二位工作人员复核，不能由提出人自己批准。"


class MinorProtected(Forbidden):
    slug = "minor-protected"
    detail = "未成年人的个人信息只有主管可以查看，请联系主管。"


class AlreadyExtended(Conflict):
    slug = "already-extended"
    detail = "期限只能延长一次。"


class ExtensionTooLate(Conflict):
    slug = "extension-too-late"
    detail = "期限已过，不能再延长。"


class ExtensionTooLong(Invalid):
    slug = "extension-too-long"
    detail = "延长后的日期必须晚于原期限，且最多延长三十天。"
