"""For whom somebody asks, when it is not for themselves."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from actions.values.belonging import company_owning, kin_owning, named_person, other_in_english, relation_told
from actions.values.kin import Kind, everyone, kind_of
from actions.values.lexicon import any_of, words
from actions.values.text import flat, fold

_WHOSE: Final = (
    r"(?:我|俺|咱|偶|我们|俺们|咱们|我哋)(?:家|厂|公司|单位|工地|队|班组)?(?:里|上)?(?:的|有|嘅)?"
    r"(?:一个|一位|几个|俩|两个|那个|这个|个|位)?(?:老|小|亲|大|二)?"
)
_SELF: Final = re.compile(
    r"(?:是|就是)?(?:我?本人|我?自己|自个儿|我自个儿|我|就我)(?:的|嘅|的号|自己的?|本人的?|办|申请|来办|要办)?"
    r"|我的?号"
)
_OWN_OPENING: Final = re.compile(r"^(?:不是,?|没有,?|不,|不替别人,?|就|其实|是)*(?:给|帮|替)?")
_FOR_OWN: Final = re.compile(
    r"(?:删|查|改|注销|撤|销|清|抹|看|导出|复制)(?:了|掉|除|一下|下|看|回)*我(?:自己|本人|自个儿)?(?:的|$)"
    r"|[把将]我(?:自己|本人)?的"
)
_THEIRS: Final = re.compile(
    r"[^,，。!！?？我俺咱]{0,12}(?:信息|资料|账号|账户|帐号|手机|号码|的号|数据|身份证|记录|保单|名字|姓名|照片"
    r"|电话|档案|的东西|个人)"
)
_THIRD: Final = re.compile(r"[他她佢它](?:们|哋)?(?:的|那|啲|嘅)|(?:帮|替|代|给|把|将|要|想)(?:他|她|佢|ta)")
_STATE: Final = re.compile(r"岁|未成年|小学|初中|幼儿园|还小|年纪|老人|不识字|不懂|不会|委托|签字|签过")
_ADVERBS: Final = " ,，一直总老都也很就昨天今天最近天"
_SOFT_DEATH: Final = frozenset({"走了", "没了", "不在了", "死了", "过世", "去世"})
_QUESTION: Final = re.compile(r"什么|吗|怎么|需不需要|要不要|[?？]$")
_GUARDIAN: Final = re.compile(
    r"(?:我就?[是系]|作为)[^,，。]{0,8}(?:爸|妈|父亲|母亲|家长|监护人|爹|娘|老豆)|^(?:监护人|家长)$"
)
_FOR_COMPANY: Final = re.compile(r"(?:^|我|我们)(?:受|代表)(?!不)[^,，。]{0,14}(?:公司|单位|集团|厂)")
_FOR_CLIENT: Final = re.compile(r"(?:^|我|我们)受[^,，。]{1,10}委托")


@dataclass(frozen=True)
class Relationship:
    """Who the data subject is to the person who asks, and the words that said so."""

    kind: Kind
    text: str


def find_relationship(text: str) -> Relationship | None:
    """None for oneself, and where somebody is only mentioned (我老婆担心我的资料)."""
    shown, view = flat(text)[:500], fold(text)[:500]
    bare = view.strip(" ,，。.!！的呀啊吧")
    if _SELF.fullmatch(bare):
        return None
    for read in (_dead, _role, _kin):
        found = read(view, bare)
        if found:
            kind, (start, end) = found
            return Relationship(kind, shown[start:end])
    return None if _FOR_OWN.search(view) else _owning(text, acts=bool(_listed("actions").search(view)))


def _owning(text: str, acts: bool) -> Relationship | None:
    """By whose things they are, or by a name with 「他是我父亲」."""
    company = company_owning(text)
    if company:
        return Relationship("company", company)
    told = kin_owning(text, acts) or other_in_english(text) or (relation_told(text) if named_person(text) else None)
    return Relationship(*told) if told else None


def is_for_oneself(text: str) -> bool:
    """「给我自己办的」."""
    return bool(_SELF.fullmatch(_OWN_OPENING.sub("", fold(text)[:60].strip(" ,，。.!！呀啊吧"))))


_Found = tuple[Kind, tuple[int, int]]


def _dead(view: str, bare: str) -> _Found | None:
    """我爸去世了; mild words (走了, 没了) only right behind the person."""
    dead = _listed("deceased").search(view)
    if dead is None:
        return None
    named = [match for match in _someone().finditer(view, 0, dead.start()) if dead.start() - match.end() <= 12]
    if dead.group() in _SOFT_DEATH and not named:
        return None
    return "deceased", (named[-1].start() if named else dead.start(), dead.end())


def _role(view: str, bare: str) -> _Found | None:
    """A lawyer, somebody who acts for a company, a parent who says so."""
    if _QUESTION.search(view):
        return None
    roles: list[tuple[Kind, re.Pattern[str]]] = [
        ("client", _acting("client")),
        ("company", _acting("company")),
        ("child", _GUARDIAN),
        ("company", _FOR_COMPANY),
        ("client", _FOR_CLIENT),
    ]
    return next(((kind, match.span()) for kind, role in roles if (match := role.search(view))), None)


def _kin(view: str, bare: str) -> _Found | None:
    if _FOR_OWN.search(view):
        return None
    for match in _someone().finditer(view):
        if bare == match.group() or _asks_for(view, match):
            return kind_of(match["who"]), match.span()
    return (kind_of(bare), (0, len(view))) if bare in everyone() else None


def _asks_for(view: str, person: re.Match[str]) -> bool:
    """Whether something is to be done with that person's data."""
    behind = view[person.end() :]
    if view[: person.start()].endswith(("联系人", "联系人是")):
        return False
    acts = bool(_listed("actions").search(view[: person.start()] + " " + behind))
    if re.match(r"帮|替|代", person.group()):
        return acts or not behind.strip(" 的。，,!！")
    if _THIRD.search(behind):
        return acts
    mentioned = _listed("mentions").match(behind.lstrip(_ADVERBS))
    return acts and not mentioned and bool(_THEIRS.match(behind) or _STATE.search(behind))


@cache
def _acting(kind: str) -> re.Pattern[str]:
    role = any_of(words("relationships", kind))
    said = rf"(?:(?:我|俺|本人|我们|咱)就?[是系]|作为)[^,，。]{{0,16}}{role}"
    return re.compile(rf"{said}|^[是系]?(?:公司|单位|企业)?的?{role}(?:$|[,，。:：\s])")


@cache
def _someone() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:帮|替|代替|代表|代)(?:{_WHOSE})?|{_WHOSE})(?P<who>{any_of(everyone())})")


@cache
def _listed(key: str) -> re.Pattern[str]:
    return re.compile(any_of(words("relationships", key)))
