"""Yes, no, cancel, change: what somebody says to the notice and to the summary."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, Literal

from actions.values.agreement import agrees_throughout
from actions.values.lexicon import any_of, words
from actions.values.text import fold

Confirmation = Literal["yes", "no", "cancel", "change"]

_EMOJI: Final = {"👌": "好,", "👍": "好,", "✅": "好,", "☑": "好,", "🆗": "好,", "❌": "不,", "🙅": "不,", "👎": "不,"}
_CLAUSE: Final = re.compile(r"[^,，、.。!！?？;；:：~～…\s]+(?:[\s]*[?？]+)?")
_LATIN_BLANK: Final = re.compile(r"(?<=[a-z]) (?=[a-z])")
_QUESTION: Final = re.compile(
    r"[?？]$|[吗么嘛]$|呢$|[行可以好对是能会]不[行可以好对是能会]?$|[行对好成中]不[行对好成中]|可不可以|可以不$"
    r"|能不能|是不是|会不会|要不要|有没有|同不同意|同意不"
    r"|什么|怎么|怎样|为啥|为何|凭啥|咋|干嘛|啥|谁|哪|多久|多少|几天|如何|乜嘢|点解|边个|whatif|what|why|how"
)
_CONDITION: Final = re.compile(r"如果|要是|假如|万一|倘若|的话|除非")
_NO_ANSWER: Final = re.compile(r"好(?:麻烦|烦|慢|啰嗦|多|贵|难|累|气|复杂|奇怪)|等[^,，]{1,8}同意")
_FEW: Final = 8
_AGREEING: Final = re.compile(
    r"(?:对|行|成|妥|中|好|可|嗯|恩|交|报|提|办|递|送|准|齐了?)(?=[的了着吧呗啊呀啦嘞咧哩嘛哈头上,，、。 ]|$)"
    r"|没问题|没毛病|可以|提交|就这|就是这|\b(?:ok|okay|yes|yep|right|fine|good|correct|submit)\b"
)
_AGAINST: Final = re.compile(
    r"不|没(?!问题|毛病)|别|错|改|等|但|慢|先|再|想|看|问|吗|么(?!报|办|交|着|定|弄|整|来)|啥|什么|谁|哪|怎|几|多|换|取消|算|撤|停|退"
    r"|人工|客服|重|漏|少|除|你好|您好|可是|对方|对面|好像|好[烦慢难贵]|投诉|举报|办公|成都|银行|行业|报警|报告|交警|送货|提醒|提问|为|干|骗"
    r"|唔|勿|莫|甭|未|非|拒|反|\bno|n't|wait|chang|what|why|how|\?|？"
)
_IDIOM: Final = re.compile(r"没啥|没什么|冇乜")
_START: Final = re.compile(
    r"^(?:我|咱|俺|那|那就|就|哦|噢|喔|啊|哎|唉|嗯+|恩+|呃|额|本人|公司|也|都|当然|完全|全部|那么|先|确实|真的|请"
    r"|麻烦|your)"
)
_END: Final = re.compile(
    r"(?:吧|呀|啊|哦|噢|喔|啦|了|呗|呐|哈+|嘛|嘞|咯|的|滴|哟|哇|呢|咧|嘅|喇|唻|么|谢谢|多谢|唔该|哥|亲|老铁|您|你|哩|哒|额|撒|勒|喽|伐|捏"
    r"|please|pls|thx|thanks)$"
)
_AGREE: Final = re.compile(
    r"(?<!取消)(?<!撤回)(?<!收回)(?<!撤销)(?<!征得)(?<!经过)(?<!需要)(?<!等)(?<!问)同意(?!书|才|之前|以前|以后|之后|条款)|授权你|接受你|允许你|愿意提供"
)
_TAKEN_BACK: Final = re.compile(r"(?:取消|撤回|收回|撤销|撤消|征得|取得|经过)[^,，]{0,8}(?:同意|授权|许可)")
_CONFIRM: Final = re.compile(
    r"^(?:我|现在|可以|还是|那就|就|请|帮我|快|赶紧)*(?:确认|提交|继续办|办理)(?:吧|了|申请|工单|删除|注销|更正"
    r"|撤回|以上|上述|无误|一下|办理|好了)*"
)
_CANCEL_ONLY: Final = re.compile(
    r"(?:我|我们|想|要|先|还是|都|给|帮我|给我|请|麻烦|那|那就|就|对|是|嗯|好|全部|直接|立刻|马上|快|唔该|把|将)*"
    r"(?:(?:这个|这次|本次|申请|工单|请求|流程|它)*(?:取消|放弃|不改了)(?:吧|了|掉|算了|这个|这次|本次|的|申请|办理|工单|流程|提交|请求|操作|谢谢|啦|呀|啊|它|先)*)"
)
_CHANGE_ONLY: Final = re.compile(r"(?:我|还|还是|先|等下|等等)*(?:改|修改|更正|更改)(?:吧|下|的)?")
_DOUBLE_NOT: Final = re.compile(
    r"(?:不是|没说|没有说|不会|没有|并非|不得|唔系|也不是)(?:我)?不(?:同意|愿意|接受)|不得不(?:同意|接受)"
)
_NOT_AGREE: Final = re.compile(
    r"(?:不|没|没有|没有过|唔|别|拒绝|未|未曾|未经|从未|冇|甭|莫|难以|不能|无法|不想|不敢|不太|不大|不会"
    r"|没人)(?:我|再|的|给|要)?(?:同意|授权|接受|允许|愿意)|同意(?:才怪|个屁|个鬼|个锤子|你妈)"
)


def read_yes_no(text: str) -> bool | None:
    """Agreement or refusal; None for a question or anything else. The last word counts: 「什么意思？哦，行」."""
    said = [answer for answer in map(_clause_yes_no, _clauses(text)) if answer is not None]
    if _wants_to_stop(text):
        return False
    return said[-1] if said else None


def all_agree(text: str) -> bool:
    """Whether every clause is a yes, so that nothing else can be meant: 对头，交嘛."""
    said = [_clause_yes_no(clause) for clause in _clauses(text)]
    return bool(said) and all(said)


def agreed_first(text: str) -> list[str]:
    """What follows a yes at the beginning: 对，换成新的; empty when there is no yes or nothing follows."""
    clauses = _clauses(text)
    return clauses[1:] if clauses and _clause_yes_no(clauses[0]) is True else []


def read_confirmation(text: str) -> Confirmation | None:
    """What is said to a summary."""
    if _wants_to_stop(text):
        return "cancel"
    if _wants_change(text):
        return "change"
    said = [answer for answer in map(_clause_confirmed, _clauses(text)) if answer is not None]
    return None if not said else ("yes" if said[-1] else "no")


def leans_to_yes(text: str) -> bool:
    """A few words to a summary that hold an agreement and nothing that could speak against it: 就这么报, 对着呢."""
    view = fold(text).strip(" ,，。.!！~～…、")
    return len(view) <= _FEW and bool(_AGREEING.search(view)) and not _AGAINST.search(view)


def read_cancelling(text: str) -> bool | None:
    """Answer to 「要取消这次办理吗」: True to stop, False to go on. The last word counts: 「算了，还是继续吧」."""
    said = [answer for answer in map(_clause_cancels, _clauses(text)) if answer is not None]
    return said[-1] if said else None


def _clause_cancels(clause: str) -> bool | None:
    if _of("not_go_on").search(clause):
        return True
    if _of("go_on").search(clause) or clause in _joined("go_on_alone"):
        return None if _is_question(clause) else False
    return True if _wants_to_stop(clause) else _clause_confirmed(clause)


def _clauses(text: str) -> list[str]:
    view = fold(text[:500])
    for emoji, word in _EMOJI.items():
        view = view.replace(emoji, word)
    return [clause.strip() for clause in _CLAUSE.findall(_LATIN_BLANK.sub("", view))]


def _is_question(clause: str) -> bool:
    return bool(_QUESTION.search(_IDIOM.sub("", clause)) or _CONDITION.search(clause))


def _clause_yes_no(clause: str) -> bool | None:
    if clause.endswith("嘛") and len(clause) > 2 and agrees_throughout(clause, _joined("agree")):
        return True  # 交嘛 in Sichuan asks nothing
    if clause in _joined("agree"):
        return True  # 嗯呢 and 交嘛 ask nothing
    if _is_question(clause) or _NO_ANSWER.search(clause):
        return None
    for core in _cores(clause):
        if core in _joined("refuse"):
            return False
        if core in _joined("agree"):
            return True
    if agrees_throughout(clause, _joined("agree")) or agrees_throughout(_called_by().sub("", clause), _joined("agree")):
        return True
    if _DOUBLE_NOT.search(clause):
        return True
    if _NOT_AGREE.search(clause):
        return False
    return True if _AGREE.search(clause) and not _TAKEN_BACK.search(clause) else None


def _clause_confirmed(clause: str) -> bool | None:
    """As for consent; besides 确认注销, 地址没错, 对 + what is asked for (是的注销)."""
    answer = _clause_yes_no(clause)
    if answer is not None or _is_question(clause):
        return answer
    if _CONFIRM.match(clause) or re.search(
        r"(?:没错|无误|没问题|没毛病|都对|是对的|正确|属实)(?:的|了|吧|啊)?$", clause
    ):
        return True
    return False if re.search(r"(?:不对|有误|不正确|错了)(?:的|了|吧|啊|呀)?$", clause) else None


def _cores(clause: str) -> Iterator[str]:
    """The clause, then what is left as openings and particles are taken off, step by step."""
    yield clause
    ended = _called_by().sub("", clause) or clause
    yield ended
    while (shorter := _END.sub("", ended)) not in ("", ended):
        ended = shorter
        yield ended
    started = clause
    while (shorter := _START.sub("", started, count=1)) not in ("", started):
        started = shorter
        yield started
        ended = started
        while (trimmed := _END.sub("", ended)) not in ("", ended):
            ended = trimmed
            yield ended


def _wants_to_stop(text: str) -> bool:
    """A clause that stops, unless a later one goes on after all (算了，还是提交吧)."""
    stops = False
    for clause in _clauses(text):
        clear = _cancelled_things().sub("", _of("not_cancel").sub("", clause))
        if (_of("cancel").search(clear) or _CANCEL_ONLY.fullmatch(clear) or _is_cancel_alone(clause)) and not (
            _is_question(clause) and not clause.startswith("算了")
        ):
            stops = True
        elif stops and _goes_on(clause):
            stops = False
    return stops


def _is_cancel_alone(clause: str) -> bool:
    return any(core in _joined("cancel_alone") for core in _cores(clause))


def _goes_on(clause: str) -> bool:
    return bool(re.search(r"^(?:还是|那就|我还是|就)?(?:继续|提交|确认|同意|就这样|办吧|不取消)", clause))


def _wants_change(text: str) -> bool:
    clauses = _clauses(text)
    if clauses and _clause_yes_no(clauses[0]) is True:  # 对，改吧: yes to a summary of a correction
        clauses = [clause for clause in clauses if not _CHANGE_ONLY.fullmatch(clause)]
    return any(_changes(clause, agreed=_clause_yes_no(clause) is True) for clause in clauses)


def _changes(clause: str, agreed: bool) -> bool:
    clear = _of("not_change").sub("", clause)
    if agreed or re.match(r"^(?:确认|同意|可以|就|那就)(?:更正|修改|改|换)", clear):
        return False
    if _of("change").search(clear):
        return True
    return bool(_CHANGE_ONLY.fullmatch(clear) or re.search(_named_wrong(), clear))


@cache
def _called_by() -> re.Pattern[str]:
    """对的哥们, 师傅行: how the other is addressed, at either end."""
    called = any_of(words("yes_no", "vocatives"))
    return re.compile(f"^{called}|{called}$")


@cache
def _cancelled_things() -> re.Pattern[str]:
    """取消 with an object is a request, not the end of one: 取消之前的授权."""
    return re.compile(rf"取消[^吧了]{{0,6}}?{any_of(words('yes_no', 'cancelled_things'))}")


@cache
def _named_wrong() -> str:
    wrong = r"[^,，]{0,4}?(?:不对|错了|有误|不是我的|不正确|错误|不是这个|是错的)"
    return any_of(words("yes_no", "changeable")) + wrong


@cache
def _of(key: str) -> re.Pattern[str]:
    return re.compile(any_of(_joined(key)))


@cache
def _joined(key: str) -> frozenset[str]:
    """The phrases of a list whose lines hold several, apart by blanks."""
    return frozenset(word for line in words("yes_no", key) for word in line.split())
