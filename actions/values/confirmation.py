"""What somebody says to the summary of a request, and to the question whether it is to be called off.

A request that was filed is final. So a yes in words counts only where nothing stands beside it but another yes, what
the summary says already, or courtesies; for all else the summary is shown once more.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final, Literal

from actions.values.aside_a_yes import postpones, speaks_against, stands_beside, without_courtesy
from actions.values.clauses import asks, clauses_of, pattern, phrases
from actions.values.lexicon import any_of, words
from actions.values.stopping import goes_on, stops_in, wants_to_stop
from actions.values.text import fold
from actions.values.yesno import agrees_plainly, clause_yes_no

Confirmation = Literal["yes", "no", "cancel", "change", "later"]
_Kind = Literal["yes", "no", "beside", "look", "later", "open"]

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
_CONFIRM: Final = re.compile(
    r"^(?:我|现在|可以|还是|那就|就|请|帮我|快|赶紧)*(?:确认|提交|继续办|办理)(?:吧|了|申请|工单|删除|注销|更正"
    r"|撤回|以上|上述|无误|一下|办理|好了)*"
)
_RIGHT: Final = re.compile(r"(?:没错|无误|没问题|没毛病|都对|是对的|正确|属实)(?:的|了|吧|啊)?$")
_WRONG: Final = re.compile(r"(?:不对|有误|不正确|错了)(?:的|了|吧|啊|呀)?$")
_LOOKED: Final = re.compile(
    r"没错|没问题|没毛病|无误|都对|对[的了]|看[过了好完]|核对|想[好清]|考虑好|确认提交|rightnow|looks"
)
# A yes that is bound to something, concerns a part, is somebody else's or no yes at all: the summary is shown again.
_DOUBTFUL: Final = re.compile(
    r"帮我确认|确认一?下|核对核对|(?:就|只|除).{1,6}(?:没错|对|正确|无误)|部分|一半|有的|估计|可能|大概|如[没无]|若|倘|等没|叫我|打给我"
    r"|才能?(?:提交|确认|办|交)|[提上]交前|误提|到家|得空|有空|缓|作废|[你个](?:头|锤子|屁|鬼)|够了|点错"
    r"|(?:他|她|妈|爸|老婆|老公|老板|别人|人家).{0,2}(?:同意|说好|说行|答应)|交给(?:我[妈爸]|他|她)"
)
_CHANGE_ONLY: Final = re.compile(r"(?:我|还|还是|先|等下|等等)*(?:改|修改|更正|更改)(?:吧|下|的)?")


def read_confirmation(text: str, known: Callable[[str], bool] = lambda clause: False) -> Confirmation | None:
    """What is said to a summary; `known` tells of a clause whether the summary says so already."""
    if wants_to_stop(text):
        return "cancel"
    if _wants_change(text):
        return "change"
    kinds = _after_the_look([(_kind(clause, known), clause) for clause in clauses_of(text)])
    if "no" in kinds:
        return None if kinds.index("no") < len(kinds) - 1 and kinds[-1] == "yes" else "no"
    if "yes" not in kinds:
        return None
    if "later" in kinds or "look" in kinds:
        return "later"
    return None if "open" in kinds or _DOUBTFUL.search(fold(text)) else "yes"


def leans_to_yes(text: str) -> bool:
    """A few words to a summary that hold an agreement and nothing that could speak against it: 就这么报, 对着呢."""
    if len(fold(text).strip(" ,，。.!！~～…、")) > _FEW or _DOUBTFUL.search(fold(text)):
        return False
    clauses = clauses_of(text)
    kinds = [_kind(clause, lambda clause: False) for clause in clauses]
    leans = [kind == "open" and _leans(clause) for kind, clause in zip(kinds, clauses, strict=True)]
    return any(leans) and all(lean or kind in ("yes", "beside") for kind, lean in zip(kinds, leans, strict=True))


def _leans(clause: str) -> bool:
    against = _AGAINST.search(clause) or postpones(clause) or asks(clause)
    return bool(_AGREEING.search(clause)) and not against


def read_cancelling(text: str) -> bool | None:
    """Answer to 「要取消这次办理吗」: True to stop, False to go on. The last word counts: 「算了，还是继续吧」."""
    read = [(clause, _clause_cancels(clause)) for clause in clauses_of(text)]
    said = [answer for _, answer in read if answer is not None]
    if not said or (said[-1] and any(answer is None and postpones(clause) for clause, answer in read)):
        return None  # 对，等一下 drops nothing yet
    return said[-1]


def _clause_cancels(clause: str) -> bool | None:
    if pattern("not_go_on").search(clause):
        return True
    if pattern("go_on").search(clause) or clause in phrases("go_on_alone"):
        return None if asks(clause) else False
    return True if stops_in(clause) else _clause_confirmed(clause)


def _after_the_look(said: Sequence[tuple[_Kind, str]]) -> list[_Kind]:
    """「等等我看看，嗯没错，提交」: who took a look and says that all is right, has looked; 「算了，还是提交吧」."""
    for place in reversed(range(len(said))):
        rest = said[place + 1 :]
        done = {kind for kind, _ in rest} <= {"yes", "beside"} and any(_LOOKED.search(clause) for _, clause in rest)
        if said[place][0] == "look" and done:
            return [kind for kind, _ in rest]
        if place and said[place][0] == "yes" and said[place - 1][0] == "no" and goes_on(said[place][1]):
            return [kind for kind, _ in said[place:]]
    return [kind for kind, _ in said]


def _kind(clause: str, known: Callable[[str], bool]) -> _Kind:
    if agrees_plainly(clause) or agrees_plainly(without_courtesy(clause)):
        return "yes"
    answer = _clause_confirmed(clause)
    if answer and (not speaks_against(clause) or known(_CONFIRM.sub("", clause))):
        return "yes"
    if known(clause):
        return "beside"
    if answer is False:
        return "no"
    if postpones(clause) and not asks(clause):
        return _postponed(clause)
    return "beside" if stands_beside(clause) else "open"


def _postponed(clause: str) -> _Kind:
    """我看看 takes a look, and 我看看嗯没错 has taken it; whatever else is put off is put off."""
    rest = pattern("looking").sub("", clause)
    if rest and agrees_plainly(rest) and _LOOKED.search(rest):
        return "yes"
    return "later" if postpones(rest) or rest == clause else "look"


def _clause_confirmed(clause: str) -> bool | None:
    """As for consent; besides 确认注销, 地址没错, 对 + what is asked for (是的注销)."""
    answer = clause_yes_no(clause)
    if answer is not None or asks(clause):
        return answer
    if _CONFIRM.match(clause) or _RIGHT.search(clause):
        return True
    return False if _WRONG.search(clause) else None


def _wants_change(text: str) -> bool:
    clauses = clauses_of(text)
    if clauses and clause_yes_no(clauses[0]) is True:  # 对，改吧: yes to a summary of a correction
        clauses = [clause for clause in clauses if not _CHANGE_ONLY.fullmatch(clause)]
    return any(_changes(clause, agreed=clause_yes_no(clause) is True) for clause in clauses)


def _changes(clause: str, agreed: bool) -> bool:
    clear = pattern("not_change").sub("", clause)
    if agreed or re.match(r"^(?:确认|同意|可以|就|那就)(?:更正|修改|改|换)", clear):
        return False
    if pattern("change").search(clear):
        return True
    return bool(_CHANGE_ONLY.fullmatch(clear) or re.search(_named_wrong(), clear))


@cache
def _named_wrong() -> str:
    wrong = r"[^,，]{0,4}?(?:不对|错了|有误|不是我的|不正确|错误|不是这个|是错的)"
    return any_of(words("yes_no", "changeable")) + wrong
