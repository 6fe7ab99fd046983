from api.errors import NotFound


class PolicyVersionNotFound(NotFound):
    slug = "policy-version-not-found"
    detail = "没有这个版本的隐私政策。"
