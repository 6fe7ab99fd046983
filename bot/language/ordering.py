"""Who gives an order, and which: 「…，那我的信息还捏在手里干什么，给我销干净」 is more than a question on deletion.

A classifier sees the story and its topic; whether something is to be done now stands in the form of one clause: an
imperative with 给我, 帮我, 麻烦 or 把, a wish with 我要, a bare 「删！」, a polite 「能不能给我…」.
"""

import re

_VERBS = {
    "access": r"查|看|瞅|瞧|调[出阅取]|列|\b(?:see|show|access)\b",
    "correction": r"改|更正|换成|订正|纠正|修正|[整弄]成|\b(?:fix|correct|corrected|change|update)\b",
    "deletion": r"删|抹|清(?:掉|空|干净|除|一清|了)|去[掉除]|销(?:毁|干净|掉)|擦|[弄拿除剔]掉|撤下|"
    r"\b(?:erase|delete|remove|wipe)\b",
    "consent_withdrawal": r"撤|收回|取消|作废|[关停][了掉]?|不[准许再]|\b(?:withdraw|revoke)\b",
    "account_closure": r"注销|销(?:号|户|了|掉)|关(?:号|户|掉)|\b(?:close|deactivate)\b",
    "copy": r"副本|复本|拷|复印|导出|打包|一份|直接[转传]|\b(?:copy|export)\b",
    "automated_decision": r"解释|说明|说法|交代|复核|重新?[审核算]|\b(?:explain|review)\b",
    "complaint": r"投诉|告(?![诉知])|举报|\bcomplain\b",
}
_FOR_ME = r"(?:(?:给|帮|替|为|畀|同)(?:我|俺|咱|老子|老娘|大伙|忙)|帮(?=[改删查销弄看清]))"
_TO_KNOW = r"问|知道|了解|打听|请教|搞清|弄清|晓得|[是不]"
_I_WANT = (
    r"(?:^|[我俺]们?|现在|今天|就|正式|只|还)(?:想要|要求|需要|申请|要|想|得)"
    rf"(?:你们|立刻|马上|现在|先)?(?!{_TO_KNOW})"
)
_ENGLISH = r"\b(?:please|pls|i want|i'd like|i need|(?:can|could|would) you)\b"
# Broader: anything that wants something done, whatever it is.
_WANTS_DONE = re.compile(
    r"(?:帮|给|替|为|跟|帮忙|畀|俾)(?:我|俺|咱|阿拉|吾)|请|麻烦|劳驾|烦请|拜托|唔该|求|我(?:现在|今天|就|们)?(?:要|想|得)|俺要|需要|申请|要求|必须|"
    r"立刻|立即|马上|赶紧|赶快|快点|给.{0,6}(?:办|弄|整)|"
    r"\b(?:please|pls|plz|i want|i'd like|i would like|i need|help me|go ahead)\b"
)
# @ stands for the verbs of a request; strong forms are orders wherever they stand, weak ones only as the last word.
_STRONG = (
    rf"{_FOR_ME}.{{0,30}}(?:@)",
    r"(?:请|麻烦|劳烦|拜托|烦请|劳驾|唔该|求)(?!问).{0,30}(?:@)",
)
_WEAK = (
    r"^(?:全|都|立刻|马上|赶紧|赶快|快)*(?:@)[掉了干净光]*$",
    rf"{_I_WANT}.{{0,14}}(?:@)",
    r"[把将].{1,30}(?:@)",
    r"(?:@).{0,6}[掉了下净].{0,2}[吧呗嘛哈啊喽咯]$",
    r"(?:必须|得).{0,6}(?:@)",
    rf"{_ENGLISH}.{{0,80}}(?:@)",
)
_CLAUSES = re.compile(r"[,，。.!！;；~…\s]+|(?<=[?？])")
_ENGLISH_CLAUSES = re.compile(r"[,.!?;]+")
_POLITE = re.compile(
    r"(?:能|可以|可唔可以|可否|能否|麻烦).{0,3}(?:给|帮|替|畀|把|将|提供)|(?:行不行|成不|[行好]吗|行吧|好不好|可以吗|办理吗|中不中)$"
)
# Not as `questions.asks`: whoever asks for something politely is to be heard, and a question on a fact is not.
_ASKS = re.compile(
    r"怎[么样]|如何|咋|谁|哪|多[久少长]|几[天个年时]|什么|啥|为何|凭|会不会|是不是|要不要|用不用|算不算|有没有|难道|是否|[会还].{0,12}吗|([^能可行成好中])不\1|"
    r"\b(?:how|what|which|who|when|where|why|do|does|did|will|would i)\b"
)
_BESIDES = re.compile(r"^(?:还有|另外|顺[便带]|对了|再问|以及|also\b|and also\b|by the way)")
_ENDS_ASKING = re.compile(r"(?:[吗么不没]|\?)$")
# What is supposed, and all that follows from it; then what is told or denied.
_SUPPOSED = re.compile(r"假[如使设]|要是|如果|万一|就算|倘若|\b(?:if|suppose)\b")
_UNREAL = re.compile(
    r"打算|不会|(?<!能)不能|能不能(?!给|帮|替|把|将)|放心|流程|条件|情形|期限|(?:更改|修改|变更).{0,6}(?:时|的时候)|政策|条款|"
    r"(?:客服|朋友|同事|业务员|人家)[^我]{0,4}(?:说|把|帮|给)|打听|听说|有人|按规定|够不够|上个?(?:月|周|次|回)|昨天|之前|已经|早就|别[给把再]|不(?:想|用|要|必)|"
    r"\b(?:just asking|already)\b"
)


def _compiled(forms: "tuple[str, ...]") -> "dict[str, list[re.Pattern[str]]]":
    return {name: [re.compile(form.replace("@", verbs)) for form in forms] for name, verbs in _VERBS.items()}


_STRONG_BY_REQUEST, _WEAK_BY_REQUEST = _compiled(_STRONG), _compiled(_WEAK)


def ordered(normalized: str) -> "tuple[str, ...]":
    """The requests that a message may order, by the contract's names, those of its last words first."""
    found: list[str] = []
    for clause, is_last in _clauses_from_the_end(normalized):
        if not _may_order(clause):
            continue
        forms = [_STRONG_BY_REQUEST, _WEAK_BY_REQUEST] if is_last else [_STRONG_BY_REQUEST]
        words = clause.rstrip("?？")
        found += [name for by_name in forms for name, ways in by_name.items() if any(way.search(words) for way in ways)]
    return tuple(dict.fromkeys(found))


def wants_done(normalized: str) -> bool:
    """True for a sentence that wants something done; a story that tells of it does not."""
    return bool(_WANTS_DONE.search(normalized))


def only_supposes(normalized: str) -> bool:
    """「我要是现在收回来，开春到如今用掉的那些会变成违规的吗」: what would be if, and no order."""
    clauses = [clause for clause in _CLAUSES.split(normalized) if clause.strip()]
    return bool(_SUPPOSED.search(normalized) and _is_question(clauses[-1]) and not ordered(normalized))


def _clauses_from_the_end(normalized: str) -> "list[tuple[str, bool]]":
    """Clauses that suppose nothing, and whether nothing is asked after them."""
    supposed = _SUPPOSED.search(normalized)
    chinese = re.search(r"[\u4e00-\u9fff]", normalized)
    pieces = (_CLAUSES if chinese else _ENGLISH_CLAUSES).split(
        normalized[: supposed.start()] if supposed else normalized
    )
    result, nothing_asked = [], supposed is None
    for clause in reversed([piece.strip() for piece in pieces if piece.strip()]):
        result.append((clause, nothing_asked))
        # 「我想查…，还有，收不收钱？」: what is asked comes on top of the order.
        nothing_asked = bool(_BESIDES.search(clause)) or (nothing_asked and not _is_question(clause))
    return result


def _may_order(clause: str) -> bool:
    return not _UNREAL.search(clause) and not _is_question(clause)


def _is_question(clause: str) -> bool:
    if _ASKS.search(clause):
        return True
    return bool(_ENDS_ASKING.search(clause)) and not _POLITE.search(clause.rstrip("?？"))
