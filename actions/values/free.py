"""Free text as it is filed, and talk that points back to what was said."""

import re
import unicodedata
from typing import Final

from actions.values.idcard import mask_id_numbers
from actions.values.text import digits, fold

_BLANKS: Final = re.compile(r"[\s\u2028\u2029]+")
_NUMBERS: Final = re.compile(r"(?:手机号?|电话|号码|验证码|是|为|我的|\+?[0-9][0-9\s\-]{2,})")
_HIDDEN: Final = re.compile("［[^［］]{1,8}已隐去］")  # what the api puts in the place of document and card numbers
_SAME: Final = re.compile(
    r"同上|(?:就是|还是|就|用|和|跟|同|是|系|照|按)?(?:刚才|刚刚|前面|上面|之前|先前|头先|方才|才刚|早先)"
    r"(?:我)?(?:说|填|写|给|留|发|报|讲|提|输|用)?(?:的|过的?|了的?|𠮶个|嘅|给你的|给过的?)*(?:就?是)?(?:那|这"
    r"|一)?(?:个|条|串|样|位)?"
    r"(?:手机号?|电话号?|号码|号|邮箱|名字|地址|一样|一致|相同|那个|的|吧|呀|啊|就行|一个)*"
    r"|(?:跟|和|同|与)(?:刚才|刚刚|前面|上面|之前|手机号?|电话|头先)[^,，。]{0,6}(?:一样|相同|一致|同一个"
    r"|一个)(?:的)?"
    r"|(?:就|还)是(?:那|这|同一)个?(?:手机号?|电话号?|号码|号|邮箱|名字)?|(?:一样|同一个|不变|没变)的?(?:号|手机号"
    r"|邮箱|号码)?"
    r"|(?:前面|刚才|上面|之前|刚刚)[^,，。]{0,8}(?:说过|填过|给过|发过|写过|留过|说了|填了|给了|发了"
    r"|写了)[^,，。]{0,3}"
)
_AROUND: Final = re.compile(
    r"^(?:嗯|哦|啊|你好|我的?|就|那|手机号?|电话|号码|邮箱|名字|账号|联系方式|[,，。.!！:：\s])+|(?:吧|呀|啊|哦|嘛"
    r"|呢|啦|了|的|就行|就可以|谢谢|[,，。.!！\s])+$"
)


def clean_free_text(text: str, limit: int = 500, keep_ids: bool = False) -> str:
    """One line without control characters; ID-card numbers are masked unless they are what was asked for."""
    visible = "".join(mark for mark in _BLANKS.sub(" ", text) if unicodedata.category(mark)[0] != "C")
    kept = visible if keep_ids else mask_id_numbers(visible)
    return kept.strip()[:limit].strip()


def says_something(text: str) -> bool:
    """Whether a text is more than marks, a code or a phone number: those are no scope and no story."""
    left = _NUMBERS.sub("", digits(_HIDDEN.sub("", text)))
    return any(mark.isalpha() for mark in left)


def same_as_before(text: str) -> bool:
    """「就是刚才那个号」: the value given earlier is meant again."""
    view = fold(text[:80])
    return any(_SAME.fullmatch(said) for said in (view.strip(), _AROUND.sub("", view)) if said)
