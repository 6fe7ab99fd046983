"""What goes wrong with result files, in words for staff and for the user."""

from http import HTTPStatus

from api.errors import Conflict, DeskError, Invalid, NotFound


class FileNotAllowed(Conflict):
    slug = "file-not-allowed"
    detail = "只有身份已核验的查看、副本申请可以上传结果文件。"


class WrongFileType(Invalid):
    slug = "wrong-file-type"
    detail = "文件类型不对：可以上传 PDF、ZIP、XLSX、CSV、TXT、JSON、PNG、JPG，并且内容要和后缀一致。"


class EmptyFile(Invalid):
    slug = "empty-file"
    detail = "文件是空的，请重新选择。"


class FileTooLarge(DeskError):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    slug = "file-too-large"
    detail = "文件太大了，请压缩或分成几个文件。"


class UnreachableRequester(Conflict):
    slug = "unreachable-requester"
    detail = "这个申请没有可以接收验证码的手机或邮箱，或者原会话已经删除，无法用链接交付，请另外联系用户。"


class LinkOver(NotFound):
    """The same for a link that is over and for one that never was."""

    slug = "link-over"
    detail = "这个链接不存在或者已经过期。需要的话，请联系客服重新发送。"


class CodeNotRight(Invalid):
    """The words come from the result of the check."""

    slug = "code-not-right"
    detail = "验证码不对，请看一下最新的那条短信或邮件。"


class CodeOver(Invalid):
    slug = "code-over"
    detail = "这个验证码已经失效，请重新获取。"
