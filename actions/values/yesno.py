"""Yes or no: what somebody says to the notice, and to whatever else is asked back."""

import re
from typing import Final

from actions.values.agreement import agrees_throughout
from actions.values.clauses import asks, clauses_of, cores, phrases, without_address
from actions.values.stopping import wants_to_stop

_NO_ANSWER: Final = re.compile(r"好(?:麻烦|烦|慢|啰嗦|多|贵|难|累|气|复杂|奇怪)|等[^,，]{1,8}同意")
_AGREE: Final = re.compile(
    r"(?<!取消)(?<!撤回)(?<!收回)(?<!撤销)(?<!征得)(?<!经过)(?<!需要)(?<!等)(?<!问)同意(?!书|才|之前|以前|以后|之后|条款)|授权你|接受你|允许你|愿意提供"
)
_TAKEN_BACK: Final = re.compile(r"(?:取消|撤回|收回|撤销|撤消|征得|取得|经过)[^,，]{0,8}(?:同意|授权|许可)")
_DOUBLE_NOT: Final = re.compile(
    r"(?:不是|没说|没有说|不会|没有|并非|不得|唔系|也不是)(?:我)?不(?:同意|愿意|接受)|不得不(?:同意|接受)"
)
_NOT_AGREE: Final = re.compile(
    r"(?:不|没|没有|没有过|唔|别|拒绝|未|未曾|未经|从未|冇|甭|莫|难以|不能|无法|不想|不敢|不太|不大|不会"
    r"|没人)(?:我|再|的|给|要)?(?:同意|授权|接受|允许|愿意)|同意(?:才怪|个屁|个鬼|个锤子|你妈)"
)


def read_yes_no(text: str) -> bool | None:
    """Agreement or refusal; None for a question or anything else. The last word counts: 「什么意思？哦，行」."""
    said = [answer for answer in map(clause_yes_no, clauses_of(text)) if answer is not None]
    if wants_to_stop(text):
        return False
    return said[-1] if said else None


def all_agree(text: str) -> bool:
    """Whether every clause is a yes, so that nothing else can be meant: 对头，交嘛."""
    said = [clause_yes_no(clause) for clause in clauses_of(text)]
    return bool(said) and all(said)


def clause_yes_no(clause: str) -> bool | None:
    """Agreement or refusal in one clause."""
    if agrees_plainly(clause):
        return True
    if asks(clause) or _NO_ANSWER.search(clause):
        return None
    if any(core in phrases("refuse") for core in cores(clause)):
        return False
    if _DOUBLE_NOT.search(clause):
        return True
    if _NOT_AGREE.search(clause):
        return False
    return True if _AGREE.search(clause) and not _TAKEN_BACK.search(clause) else None


def agrees_plainly(clause: str) -> bool:
    """Whether a clause is nothing but agreement. 嗯呢 and 交嘛 ask nothing, whatever they end with."""
    agreeing = phrases("agree")
    if clause in agreeing:
        return True
    if clause.endswith(("嘛", "着呢")) and len(clause) > 2 and agrees_throughout(clause, agreeing):
        return True
    if asks(clause) or _NO_ANSWER.search(clause):
        return False
    for core in cores(clause):
        if core in agreeing or core in phrases("refuse"):
            return core in agreeing
    return agrees_throughout(clause, agreeing) or agrees_throughout(without_address(clause), agreeing)
