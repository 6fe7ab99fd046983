"""Whether a sentence asks something."""

import re

_ASKS = re.compile(
    r"[?？]|[吗嘛么呢不没否]\W*$|什么|啥|哪|谁|怎[么样]|咋|多[久少长大]|几[天个年时岁种条点号]|为何|为什么|凭|如何|何时|何种|"
    r"是不是|能不能|会不会|有没有|要不要|可不可|行不行|算不算|用不用|该不该|得不得|是否|能否|可否|难道|"
    r"点解|边个|边度|乜|几时|哪疙瘩|"
    r"\b(?:what|which|who|whom|whose|when|where|why|how|can|could|do|does|did|is|are|will|would|may|should)\b"
)



def asks(normalized: str) -> bool:
    """True for a question, by its mark, its particle or its question word."""
    return bool(_ASKS.search(normalized))
