"""A yes to the summary that says once more what the summary says: 「对，改成鼎盛」, 「对，换成新的」, 「对，投诉」."""

import re
from functools import cache
from typing import Final

from actions.forms.draft import Draft
from actions.forms.flows import REQUEST_TYPES
from actions.values.aside_a_yes import postpones, speaks_against, stands_beside
from actions.values.clauses import clauses_of
from actions.values.confirmation import read_confirmation
from actions.values.lexicon import any_of, words
from actions.values.scope import EVERYTHING, is_everything
from actions.values.text import digits, fold
from actions.values.wanted import gives_up, names_only, read_wish, restates_verb
from actions.values.yesno import all_agree, clause_yes_no

_BEFORE: Final = re.compile(
    r"^(?:就|那就|那|都|全|给我|帮我|给|帮|请|我要|我|要|你们|把|是|按|照|用|填|写|发到|发给|发|寄到|寄给|寄)+"
)
_CHANGING: Final = re.compile(r"^(?:改成|改为|换成|换为|改到|换到|改作|更正为|更正成|更正|变成|改|换)")
_BEHIND: Final = re.compile(r"(?:吧|了|呗|嘛|嘞|啊|呀|哈|咯|就行|就好|就可以|没错|这个|那个|谢谢)+$")
_THE_NEW: Final = frozenset(
    "新的 新号 新号码 新手机号 新邮箱 新地址 新单位 新名字 对的 正确的 这个 这样 这个新的 那个新的".split()
)
_BUT: Final = re.compile(r"但|不过|只是|除")
_SHORTEST: Final = 2
_ONESELF: Final = re.compile("本人|自己|我|@")  # 发给他 says something else
_HAN: Final = re.compile(r"[\u3400-\u9fff]+")
# Says of what kind a value is, but not which: 宏远那边, 宏远公司.
_KIND: Final = re.compile(r"(?:公司|单位|那边|那家|那个|这家|这个|他们|集团|岗位|地址|姓名|名字|里头|里面|一份|的)")


def restates(draft: Draft, text: str) -> bool:
    """Whether all that follows a yes is in the summary already."""
    clauses = clauses_of(text)
    if len(clauses) < 2 or clause_yes_no(clauses[0]) is not True or speaks_against(clauses[0]):
        return False
    return all(is_known(draft, clause) or stands_beside(clause) for clause in clauses[1:])


def is_known(draft: Draft, clause: str) -> bool:
    """Whether a clause says what the summary says: a value, the request by its name, 「换成新的」."""
    if names_only(clause, draft.type or "") or all_agree(clause) or _names_this_one(draft, clause):
        return True
    if _is_all(draft, clause) or _says_again(draft, clause):
        return True
    said = _BEFORE.sub("", clause)
    changing = _CHANGING.match(said)
    if changing and draft.type != "correction":
        return False
    said = _BEHIND.sub("", said[changing.end() :] if changing else said)
    if changing and (not said or said in _THE_NEW):
        return True
    if "delivery_target" in draft.values and _delivering().match(clause):
        return False  # as far as it is not known above, it goes to somebody else
    return bool(said) and (_is_value(draft, said) or _is_all(draft, said))


def _names_this_one(draft: Draft, clause: str) -> bool:
    """授权收回, or that another one is not wanted: 号留着."""
    if not _BUT.search(clause) and any(gives_up(clause, kind) for kind in REQUEST_TYPES if kind != draft.type):
        return True
    return read_wish(clause).named == {draft.type} and not speaks_against(clause)


def _says_again(draft: Draft, clause: str) -> bool:
    """注掉, 转给宏远: the request in other words, or the words of a value, and nothing that speaks against it."""
    if restates_verb(clause, draft.type or ""):
        to_others = "他" in clause and bool(_ONESELF.search(draft.values.get("delivery_target", "")))
        return not postpones(clause) and not to_others
    if speaks_against(clause) or _CHANGING.match(_BEFORE.sub("", clause)):
        return False
    if read_wish(clause).named - {draft.type}:
        return False
    return _in_words_of_a_value(draft, clause)


def _in_words_of_a_value(draft: Draft, clause: str) -> bool:
    """Whom something goes to must be the recipient that is filed, not just any name of the summary."""
    said = _BEHIND.sub("", clause)
    delivering = _delivering().match(said)
    if delivering:
        said = said[delivering.end() :]
        values = [draft.values["delivery_target"]] if "delivery_target" in draft.values else []
    else:
        said = _BEFORE.sub("", said)
        values = list(draft.values.values())
    if delivering and len(said) >= _SHORTEST and any(digits(fold(value)).startswith(digits(said)) for value in values):
        return True
    pieces = [piece for piece in _KIND.split(said) if piece]
    return bool(pieces) and any(all(_covered(piece, fold(value)) for piece in pieces) for value in values)


def _covered(piece: str, value: str) -> bool:
    """Whether a piece consists of runs of at least two characters of the value; numbers must be whole."""
    if not _HAN.fullmatch(piece):
        return False
    lengths = range(len(piece), _SHORTEST - 1, -1)
    return any(
        piece[:length] in value and (length == len(piece) or _covered(piece[length:], value)) for length in lengths
    )


@cache
def _delivering() -> re.Pattern[str]:
    to = any_of(words("request_words", "delivering"))
    return re.compile(rf"(?:就|那就|那|都|全|给我|帮我|把|资料|信息|我要|要|请|直接|东西|它)*{to}")


def _is_value(draft: Draft, said: str) -> bool:
    """A value of the summary, or the end of one: 鼎盛 for 鼎盛公司."""
    known = (digits(fold(value)).replace(" ", "") for value in draft.values.values())
    return len(said) >= _SHORTEST and any(value.startswith(digits(said)) for value in known)


def _is_all(draft: Draft, said: str) -> bool:
    return draft.values.get("request_scope") == EVERYTHING and is_everything(said) and read_confirmation(said) is None
