"""The answer to 「确定撤回吗」. A withdrawal is final, so questions, holds and half a yes take nothing back.

Here 取消 and 撤 are a yes: they are what was asked.
"""

import re
from typing import Final, Literal

from actions.values.aside_a_yes import postpones, speaks_against, stands_beside
from actions.values.clauses import asks, clauses_of
from actions.values.stopping import stops_in
from actions.values.yesno import clause_yes_no

Kind = Literal["yes", "keep", "never_mind", "later", "beside", "open"]

_KEEPS: Final = re.compile(
    r"[不没别甭莫未]+(?:要|想|用|再|说|说要|说过|让你|叫你)*(?:撤|取消)|再想想|考虑|留着|继续办|接着办|还是办|先不"
)
_NEVER_MIND: Final = re.compile(r"^算[了啦咯]+")
_TAKES_BACK: Final = re.compile(r"撤[回销掉消了]*|取消(?:掉|了)?")
_BACK: Final = re.compile(r"撤")
_NOT_YET: Final = re.compile(r"以后|之后|之前|后[能会还再]|[能会可]")


def read_withdrawal(text: str) -> bool | Literal["later"] | None:
    """True to take the request back, False to keep it, `later` for a yes that is put off, None for all else."""
    kinds = [_kind(clause) for clause in clauses_of(text)]
    if "keep" in kinds:
        return None if "yes" in kinds else False
    if "later" in kinds or "open" in kinds:
        return "later" if "yes" in kinds and "later" in kinds else None
    if "never_mind" in kinds:  # 算了，撤了吧; but 算了，取消 may mean either
        return _after_all(text) if "yes" in kinds else False
    return True if "yes" in kinds else None


def _after_all(text: str) -> bool | None:
    return True if _BACK.search(text) else None


def _kind(clause: str) -> Kind:
    if asks(clause):
        return "yes" if clause_yes_no(clause) else "open"
    if _KEEPS.search(clause):
        return "keep"
    takes_back = _TAKES_BACK.search(clause)
    if _NEVER_MIND.match(clause) or (stops_in(clause) and not takes_back):
        return "never_mind"
    rest = _TAKES_BACK.sub("", clause)
    if postpones(rest):
        return "later"
    if takes_back:
        return "open" if speaks_against(rest) or _NOT_YET.search(rest) else "yes"
    answer = clause_yes_no(clause)
    if answer is not None:
        return "yes" if answer and not speaks_against(clause) else "keep" if answer is False else "open"
    return "beside" if stands_beside(clause) else "open"
