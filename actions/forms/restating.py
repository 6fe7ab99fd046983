"""A yes to the summary that says once more what the summary says: 「对，改成鼎盛」, 「对，换成新的」, 「对，投诉」."""

import re
from typing import Final

from actions.forms.draft import Draft
from actions.values.scope import EVERYTHING, is_everything
from actions.values.text import digits, fold
from actions.values.wanted import names_only
from actions.values.yesno import agreed_first, all_agree, read_confirmation

_BEFORE: Final = re.compile(
    r"^(?:就|那就|那|都|全|给我|帮我|给|帮|请|我要|我|要|你们|把|是|按|照|用|填|写|发到|发给|发|寄到|寄给|寄)+"
)
_CHANGING: Final = re.compile(r"^(?:改成|改为|换成|换为|改到|换到|改作|更正为|更正成|更正|变成|改|换)")
_BEHIND: Final = re.compile(r"(?:吧|了|呗|嘛|嘞|啊|呀|哈|咯|就行|就好|就可以|没错|这个|那个|谢谢)+$")
_THE_NEW: Final = frozenset(
    "新的 新号 新号码 新手机号 新邮箱 新地址 新单位 新名字 对的 正确的 这个 这样 这个新的 那个新的".split()
)
_SHORTEST: Final = 2


def restates(draft: Draft, text: str) -> bool:
    """Whether all that follows a yes is in the summary already."""
    return bool(rest := agreed_first(text)) and all(_is_known(draft, clause) for clause in rest)


def _is_known(draft: Draft, clause: str) -> bool:
    if names_only(clause, draft.type or "") or all_agree(clause):
        return True
    said = _BEFORE.sub("", clause)
    changing = _CHANGING.match(said)
    if changing and draft.type != "correction":
        return False
    said = _BEHIND.sub("", said[changing.end() :] if changing else said)
    if changing and said in _THE_NEW:
        return True
    return bool(said) and (_is_value(draft, said) or _is_all(draft, said))


def _is_value(draft: Draft, said: str) -> bool:
    """A value of the summary, or the end of one: 鼎盛 for 鼎盛公司."""
    known = (digits(fold(value)).replace(" ", "") for value in draft.values.values())
    return len(said) >= _SHORTEST and any(value.startswith(digits(said)) for value in known)


def _is_all(draft: Draft, said: str) -> bool:
    return draft.values.get("request_scope") == EVERYTHING and is_everything(said) and read_confirmation(said) is None
