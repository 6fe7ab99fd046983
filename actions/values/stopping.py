"""Whether somebody wants to stop: 「算了，我已经找别家了」, 「给我取消」."""

import re
from functools import cache
from typing import Final

from actions.values.clauses import asks, clauses_of, cores, pattern, phrases
from actions.values.lexicon import any_of, words

_CANCEL_ONLY: Final = re.compile(
    r"(?:我|我们|想|要|先|还是|都|给|帮我|给我|请|麻烦|那|那就|就|对|是|嗯|好|全部|直接|立刻|马上|快|唔该|把|将)*"
    r"(?:(?:这个|这次|本次|申请|工单|请求|流程|它)*(?:取消|放弃|不改了)(?:吧|了|掉|算了|这个|这次|本次|的|申请|办理|工单|流程|提交|请求|操作|谢谢|啦|呀|啊|它|先)*)"
)
_GOES_ON: Final = re.compile(r"^(?:还是|那就|我还是|就)?(?:继续|提交|确认|同意|就这样|办吧|不取消)")


def wants_to_stop(text: str) -> bool:
    """A clause that stops, unless a later one goes on after all (算了，还是提交吧)."""
    stops = False
    for clause in clauses_of(text):
        if stops_in(clause):
            stops = True
        elif stops and goes_on(clause):
            stops = False
    return stops


def stops_in(clause: str) -> bool:
    """Whether one clause stops."""
    clear = _cancelled_things().sub("", pattern("not_cancel").sub("", clause))
    said = pattern("cancel").search(clear) or _CANCEL_ONLY.fullmatch(clear) or _is_cancel_alone(clause)
    return bool(said) and not (asks(clause) and not clause.startswith("算了"))


def goes_on(clause: str) -> bool:
    """Whether a clause goes on after all: 还是提交吧."""
    return bool(_GOES_ON.match(clause))


def _is_cancel_alone(clause: str) -> bool:
    return any(core in phrases("cancel_alone") for core in cores(clause))


@cache
def _cancelled_things() -> re.Pattern[str]:
    """取消 with an object is a request, not the end of one: 取消之前的授权."""
    return re.compile(rf"取消[^吧了]{{0,6}}?{any_of(words('yes_no', 'cancelled_things'))}")
