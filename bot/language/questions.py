"""Whether a sentence asks something, or wants something done."""

import re

_ASKS = re.compile(
    r"[?？]|[吗嘛么呢不没否]\W*$|什么|啥|哪|谁|怎[么样]|咋|多[久少长大]|几[天个年时岁种条点号]|为何|为什么|凭|如何|何时|何种|"
    r"是不是|能不能|会不会|有没有|要不要|可不可|行不行|算不算|用不用|该不该|得不得|是否|能否|可否|难道|"
    r"点解|边个|边度|乜|几时|哪疙瘩|"
    r"\b(?:what|which|who|whom|whose|when|where|why|how|can|could|do|does|did|is|are|will|would|may|should)\b"
)


_ORDERS = re.compile(
    r"(?:帮|给|替|为|跟|帮忙|畀|俾)(?:我|俺|咱|阿拉|吾)|请|麻烦|劳驾|烦请|拜托|唔该|求|我(?:现在|今天|就|们)?(?:要|想|得)|俺要|需要|申请|要求|必须|"
    r"立刻|立即|马上|赶紧|赶快|快点|给.{0,6}(?:办|弄|整)|"
    r"\b(?:please|pls|plz|i want|i'd like|i would like|i need|help me|go ahead)\b"
)


def asks(normalized: str) -> bool:
    """True for a question, by its mark, its particle or its question word."""
    return bool(_ASKS.search(normalized))


def orders(normalized: str) -> bool:
    """True for a sentence that wants something done; a story that tells of it does not."""
    return bool(_ORDERS.search(normalized))
