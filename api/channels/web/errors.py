from http import HTTPStatus

from api.errors import DeskError


class TextTooLong(DeskError):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    slug = "text-too-long"
    detail = "这条消息太长了，请分成几条发送。"
