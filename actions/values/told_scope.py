"""What an opening says of the scope and of where a copy shall go: 「把我车辆那块删了」, 「转到锦程公司去」."""

import re
from functools import cache
from typing import Final

from actions.values.free import clean_free_text
from actions.values.lexicon import any_of, words
from actions.values.phone import find_phone
from actions.values.text import flat, fold

_CLAUSE: Final = re.compile(r"(?:[^,，。.!！?？;；\s]|(?<=[a-z]) (?=[a-z]))+")
_THAT_PART: Final = re.compile(r"(?:该|这|那)(?:一)?(?:部分|块|些|项|个授权|个权限|个许可|条)")
_ACTS: Final = {
    "deletion": r"删|清|抹|去掉|去除|拿掉|拿下|撤下|销毁|delete|remove|erase",
    "access": r"看|查|瞅|瞧|调出|调取|知道|晓得|了解|睇|see|view|access|check",
    "copy": r"导|拷|复制|打包|拿|要一份|备份|转|传|发|整一份|弄一份|copy|export|send",
    "consent_withdrawal": r"不|别|勿|莫|撤|收回|取消|停|关|授权|同意|许可|权限|作废|withdraw|revoke|stop",
}
_CONTACTS: Final = re.compile(r"^(?:手机号?|电话|号码|邮箱|地址|姓名|名字|身份证号?)$")
_DOINGS: Final = re.compile(r"^(?:投保|理赔|报案|浏览|搜索|点击|支付|交易|共享|健康|推荐|个性化推荐|个性化|标签|画像)$")
_OBJECT: Final = re.compile(r"(?:[把将删清抹看查导]|去掉|拿掉)[^,，。]{0,6}$")
_BEHIND: Final = r"(?:的?(?:那?份|那?块|那?些|全部|所有)?(?:信息|资料|数据|记录|照片|权限|授权|许可))?"
_SELF: Final = re.compile(
    r"(?:发送?|寄|传|交|转)(?:给|到|至|去)?我(?!们|家|公司|爸|妈|老|儿|女|朋|哥|弟|姐|的(?!邮箱))(?P<where>(?:的|这个|自己的?|本人的?)?邮箱)?(?:\s*[:：]?\s*(?P<mail>[\w.+-]+@[\w.-]+))?"
)
_MAILBOX: Final = re.compile(r"(?:发送?|寄|传)(?:给|到|至)\s*(?P<mail>[\w.+-]+@[\w.-]+\w)")
_OTHER: Final = re.compile(
    r"(?:转移?|传|发送?|移|交|提供|导|迁)(?:送|交)?(?:给|到|至|去)\s*(?P<who>[\w（）()·]{2,24}?"
    r"(?:公司|保险经纪|经纪|银行|平台|中心|事务所|律所|集团|保司|代理|单位|保险))(?:去|那边|那里|那儿|吧|$|[,，。!！])"
)


def told_scope(text: str, request_type: str) -> str | None:
    """The kinds of information that the request is about, as they were named; None also for all but some."""
    view = fold(text)[:500]
    acts = _ACTS.get(request_type)
    if acts is None or _except().search(view):
        return None
    clauses = [(match.start(), match.end()) for match in _CLAUSE.finditer(view)]
    about = [span for span in clauses if re.search(acts, view[slice(*span)])]
    withdraws = request_type == "consent_withdrawal"
    named = _kinds(flat(text)[:500], view, about, withdraws)
    if not named and any(_THAT_PART.search(view[slice(*span)]) for span in about):
        named = _kinds(flat(text)[:500], view, clauses, withdraws)
    return "、".join(dict.fromkeys(named)) or None


def told_target(text: str) -> str | None:
    """Where a copy shall go: another company, a mailbox, or the person who asks."""
    shown = flat(text)[:500]
    other = _OTHER.search(shown)
    if other and not other["who"].startswith(("我", "俺", "你", "贵")):
        return other["who"]
    mailbox = _MAILBOX.search(shown)
    if mailbox:
        return mailbox["mail"]
    mine = _SELF.search(shown)
    if mine is None:
        return None
    return clean_free_text(f"我的邮箱 {mine['mail'] or ''}") if mine["where"] else "本人"


def _kinds(shown: str, view: str, clauses: list[tuple[int, int]], withdraws: bool) -> list[str]:
    """A phone or an address is meant only as the object of the wish: 把我电话删了, not 天天接到电话. What is done
    (投保) can be forbidden; to be seen or deleted it must be called a record."""
    found: list[str] = []
    for start, end in clauses:
        if find_phone(shown[start:end]) is not None:
            continue
        for match in _kind().finditer(view, start, end):
            if _DOINGS.match(match.group()) and not withdraws:
                continue
            if not _CONTACTS.match(match.group()) or _OBJECT.search(view[start : match.start()]):
                found.append(shown[match.start() : match.end()])
    return found


@cache
def _kind() -> re.Pattern[str]:
    return re.compile(f"(?:公司|手机|{any_of(words('scopes', 'of_whom'))})?{any_of(words('scopes', 'kinds'))}{_BEHIND}")


@cache
def _except() -> re.Pattern[str]:
    return re.compile(any_of(words("scopes", "all_but")))
