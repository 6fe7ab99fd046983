"""What goes wrong around accounts; sign-in has one answer for all its failures."""

from api.errors import Conflict, Forbidden, Invalid, NotFound, Unauthorized


class SignInFailed(Unauthorized):
    slug = "sign-in-failed"
    detail = "用户名、密码或动态码不正确，或者账号暂时被锁定。多次失败后请等 15 分钟再试。"


class SignedOut(Unauthorized):
    slug = "signed-out"
    detail = "登录已失效，请重新登录。"


class NotPermitted(Forbidden):
    slug = "not-permitted"
    detail = "您的角色没有进行这项操作的权限。"


class FormExpired(Forbidden):
    slug = "form-expired"
    detail = "页面已过期，请刷新后再提交。"


class UsernameTaken(Conflict):
    slug = "username-taken"
    detail = "这个用户名已经有人使用。"


class WeakPassword(Invalid):
    slug = "weak-password"


class BadUsername(Invalid):
    slug = "bad-username"
    detail = "用户名请用 2–32 个字母、数字、点、横线或下划线。"


class WrongPassword(Invalid):
    slug = "wrong-password"
    detail = "当前密码不正确。"


class WrongCode(Invalid):
    slug = "wrong-totp"
    detail = "动态码不正确，请核对手机时间后再试。"


class SecondFactorOn(Conflict):
    slug = "second-factor-on"
    detail = "双因素登录已经开启。要换一部手机，请先关闭，再重新开启。"


class UnknownAccount(NotFound):
    slug = "unknown-account"
    detail = "没有这个账号。"


class OwnAccount(Conflict):
    slug = "own-account"
    detail = "不能停用自己的账号或修改自己的角色。"
