"""Whose things are spoken of where nobody says 「我帮我妈」: 「表弟的账号」, 「张三的账号」, my son's account."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from actions.values.kin import Kind, everyone, kind_of
from actions.values.lexicon import any_of, table, words
from actions.values.name_shape import full_name
from actions.values.text import flat, fold

_HAN: Final = r"[\u4e00-\u9fff·]"
_WHAT: Final = r"(?:账号|账户|帐号|帐户|户头|个人信息|信息|资料|数据|记录|档案|保单|东西)"
_MORE: Final = r"(?:手机|号码|电话|号|身份证|照片|定位|位置|地址|名字|姓名|聊天记录)"
# 他是我父亲: tells who the other one is; alone it says nothing of the request.
_WHO_THAT_IS: Final = r"(?:他|她|ta|[\u4e00-\u9fff]{2,3})(?:就)?是(?:我|俺)(?:们)?(?:家)?(?:里)?的?(?:亲)?"
_ACTS_FOR: Final = re.compile(
    rf"(?:帮|替|代|给|为)(?:一?下|忙)?(?P<name>{_HAN}{{2,4}}?)(?:先生|女士|同学|小姐)?"
    r"(?=注销|销|删|改|更正|查|看|撤|申请|办|投诉|导|拿|要一?份|把|处理|提交)"
)
_OF_SOMEBODY: Final = re.compile(rf"(?:先生|女士|同学|小姐)?(?:的|嘅){_WHAT}")
_NICKNAME: Final = re.compile(rf"[小老阿]{_HAN}")
_GUARDIAN: Final = re.compile(
    r"(?:^|[,，。\s])(?:我?是)?(?:学生|孩子|娃|小孩|未成年人)的?(?:家长|监护人)(?=$|[,，。\s])"
)
_COMPANY: Final = r"(?:公司|企业|单位)"
_COMPANY_ACCOUNT: Final = re.compile(
    rf"(?:注销|销掉|关掉|关闭|停掉|停用|删掉|删除)(?:一下|掉)?(?:我们|我|俺们)?(?:的)?{_COMPANY}的?(?:账号|账户|帐号|帐户|户头)"
    rf"|{_COMPANY}的?(?:账号|账户|帐号|帐户|户头)[^,，。?？]{{0,8}}(?:注销|关|停|销|删)"
)
_ENGLISH_ROLE: Final = (
    "(?:a|the|his|her|their)(?: legal)? (?:parent|guardian|lawyer|attorney|representative|mother|father)"
)
_ENGLISH_FOR: Final = re.compile(
    rf"\bon behalf of\b|\bmy clients?\b|\bas {_ENGLISH_ROLE}\b|\bi(?:'m| am) {_ENGLISH_ROLE}\b"
)
_ENGLISH_THING: Final = r"(?:personal )?(?:account|data|info|information|records?|profile|details|policy)"
_ENGLISH_NAMED: Final = re.compile(rf"\b[A-Z][a-z]+(?: [A-Z][a-z]+)?['’]s {_ENGLISH_THING}\b")
_MISTAKEN: Final = re.compile(r"(?:登记|登|写|填|录|绑|弄|搞|记)(?:成|到)|冒用|盗用")


def kin_owning(text: str, acts: bool) -> tuple[Kind, str] | None:
    """The relative whose things are spoken of, without 「我」: 外婆的信息删了; `acts` whether anything is wanted."""
    view, shown = fold(text)[:500], flat(text)[:500]
    if _GUARDIAN.search(view):
        return "child", "孩子"
    found = _theirs_it_is().search(view) or (_bare().search(view) if acts and not _MISTAKEN.search(view) else None)
    if found:
        return kind_of(found["who"]), shown[slice(*found.span("who"))]
    return None


def company_owning(text: str) -> str | None:
    """The account of a company that is to be closed."""
    found = _COMPANY_ACCOUNT.search(fold(text)[:500])
    named = re.search(_COMPANY, found.group()) if found else None
    return named.group() if named else None


def other_in_english(text: str) -> tuple[Kind, str] | None:
    """my son's account, on behalf of my client."""
    view = fold(text)[:500]
    kin = _english_kin().search(view)
    if kin:
        return _english_kind(kin["who"] or kin["for"]), flat(text)[slice(*kin.span())]
    said = _ENGLISH_FOR.search(view)
    if said is None:
        return None
    return ("client" if re.search("client|lawyer|attorney", view) else "other"), said.group()


def named_person(text: str) -> str | None:
    """帮王大山注销, 张三的账号: somebody's name, perhaps the own one."""
    shown, view = flat(text)[:500], fold(text)[:500]
    helped = (shown[slice(*found.span("name"))] for found in _ACTS_FOR.finditer(view))
    owning = (name for found in _OF_SOMEBODY.finditer(view) for name in _before(shown, found.start()))
    return next((name for name in (*helped, *owning) if _is_somebody(name)), None)


def _before(shown: str, end: int) -> Iterator[str]:
    """What may be a name right before a place, the longest first."""
    for start in range(max(0, end - 4), end - 1):
        if re.search(f"{_place()}$", fold(shown[:start])) or start == 0:
            yield shown[start:end]


def _is_somebody(name: str) -> bool:
    if fold(name) in everyone() or fold(name) in words("relationships", "no_person"):
        return False
    return full_name(name) == name or bool(_NICKNAME.fullmatch(name))


def relation_told(text: str) -> tuple[Kind, str] | None:
    """他是我父亲."""
    found = re.search(rf"{_WHO_THAT_IS}(?P<who>{any_of(everyone())})(?=$|[,，。.!！;；\s])", fold(text)[:500])
    return (kind_of(found["who"]), flat(text)[slice(*found.span("who"))]) if found else None


def may_be_anothers(text: str) -> bool:
    """我老公的手机号, 张三的账号, John's account: the things of somebody, who may be another person."""
    view = fold(text)[:500]
    if _MISTAKEN.search(view):
        return False
    if _any_kin().search(view) or _ENGLISH_NAMED.search(flat(text)[:500]):
        return True
    return named_person(text) is not None


def _english_kind(word: str) -> Kind:
    listed: dict[Kind, str] = table("relationships")["english"]
    return next(kind for kind, said in listed.items() if word in said.split())


@cache
def _english_kin() -> re.Pattern[str]:
    """my son's account, delete it for my mother; not my wife's phone, which may be a way to reach somebody."""
    listed: dict[str, str] = table("relationships")["english"]
    who = any_of(word for said in listed.values() for word in said.split())
    return re.compile(
        rf"\bmy (?:late |old |little )?(?P<who>{who})(?:['’]s {_ENGLISH_THING}\b)|\bfor my (?P<for>{who})\b"
    )


@cache
def _place() -> str:
    """The beginning of a word, or right behind what is to be done: 删外婆的."""
    behind = "".join(sorted(words("relationships", "right_before")))
    return rf"(?:(?<![\u4e00-\u9fffa-z0-9])|(?<=[{behind}]))"


@cache
def _no_slang() -> str:
    """Without those by which people call themselves: 哥的号, 宝宝的号."""
    return any_of(word for word in everyone() if word not in words("relationships", "slang_for_me"))


@cache
def _bare() -> re.Pattern[str]:
    of = rf"(?:家|那边)?(?:(?:的|嘅|那个)(?:{_WHAT}|{_MORE})|(?:个人信息|信息|资料|账号|账户|帐号|帐户|数据))"
    return re.compile(rf"{_place()}(?:我)?(?P<who>{_no_slang()}){of}")


@cache
def _any_kin() -> re.Pattern[str]:
    return re.compile(rf"{_place()}(?:我|俺|咱|我们)?(?:家|公司)?的?(?:{_no_slang()})(?:的|嘅)(?:{_WHAT}|{_MORE})")


@cache
def _theirs_it_is() -> re.Pattern[str]:
    """这是我妈的账号, 账号是我爸的, 这是给我妈办的."""
    this = r"(?:这|那|其实)[个些]?(?:都|就|其实)?是(?:给|替|帮)?"
    subject = r"(?:账号|账户|信息|资料)(?:都|就|其实)?是"
    whose = rf"(?:我|俺|咱)?(?:们)?(?:家)?(?P<who>{any_of(everyone())})"
    return re.compile(
        rf"(?:(?P<this>{this})|{subject}){whose}(?(this)(?:的{_WHAT}|办的|申请的|注销的)|的(?=$|[,，。.!！\s啊呀哦]))"
    )
