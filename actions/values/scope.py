"""What a request is about: everything, or what was named."""

import re
from functools import cache
from typing import Final

from actions.values.free import clean_free_text
from actions.values.lexicon import any_of, words
from actions.values.text import fold

EVERYTHING: Final = "全部"
_MARKS: Final = re.compile(r"[\W_]+")
_OTHER_WORDS: Final = 1
_THINGS: Final = r"(?:个人|用户|登记|留|存|填)?(?:的|过的)?(?:信息|资料|数据|东西|内容|记录)"
_ONE_KIND: Final = re.compile(
    r"(?:位置|定位|设备|浏览|搜索|车辆|机械|保单|身份证|手机号|地址|照片|健康|银行卡|cookie)(?:号|的)?(?:信息|记录|资料|数据)?[^,，。]{0,3}(?:全|都|统统|通通|一并)"
)
_ACTS: Final = r"(?:删|清|抹|去|销毁|看|查|导|拷|给我|撤|收回|停|不要|别留|不留)"
_ALL_OF_IT: Final = re.compile(
    rf"(?:全部|所有|一切|全套|全体)(?:的|我的|关于我的|个人|用户)*{_THINGS}|(?<![置位备览索辆械单工司机证址片人卡号]){_THINGS}[^,，。]{{0,4}}(?:全|都|统统|通通|一并|一起)(?:给我|帮我|部|都)*{_ACTS}"
    rf"|(?:全|统统|通通|一样不留|一个不留|一样都别留)(?:部|都)?(?:给我|帮我)?{_ACTS}|{_ACTS}(?:光|干净|个精光|得一干二净)"
    rf"|(?:看|查|删|要)(?:看|一下|下|掉)?(?:全部|所有)(?:的)?(?:$|[,，。!！])|有啥.啥|有多少.多少"
)


def read_scope(text: str) -> str | None:
    """「全部」 however it is said, else the words themselves; None when there are none."""
    return EVERYTHING if is_everything(text) else clean_free_text(text) or None


def is_everything(text: str) -> bool:
    """全部全部, 有啥去啥都不要了; not 全部位置信息, and not 全删，除了手机号."""
    view = fold(text)
    if not _any("everything").search(view) or _any("except").search(view):
        return False
    left = _MARKS.sub("", _any("generic").sub("", _any("everything").sub("", view)))
    return len(left) <= _OTHER_WORDS


def says_everything(text: str) -> bool:
    """Whether an opening asks for all there is: 「账号不用了，信息全删掉」."""
    view = fold(text)
    return bool(_ALL_OF_IT.search(view)) and not _any("except").search(view) and not _ONE_KIND.search(view)


def is_marketing(text: str) -> bool:
    """Whether advertising is meant, which ends by a withdrawal of consent rather than by a deletion."""
    return bool(_any("marketing").search(fold(text)))


@cache
def _any(key: str) -> re.Pattern[str]:
    return re.compile(any_of(words("scopes", key)))
