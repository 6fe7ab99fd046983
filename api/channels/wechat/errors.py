from api.errors import Forbidden, NotFound


class NoSuchChannel(NotFound):
    slug = "no-wechat"
    detail = "没有配置微信公众号。"


class PushRefused(Forbidden):
    slug = "push-refused"
    detail = "签名无效。"
