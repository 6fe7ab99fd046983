"""Which personal field is wrong, and what it should be."""

import re
from functools import cache
from typing import Final

from actions.values.lexicon import any_of, words
from actions.values.text import fold, tidy

_CLAUSE: Final = re.compile(r"[^,，。.!！?？;；\n]+")
_GIVEN: Final = re.compile(r"\s*(?:号|号码)?\s*(?:是|为|:|：)?\s*[0-9+一二三四五六七八九零幺]{3}|\s*[是为:]\s*\S*@")
_JOINED: Final = re.compile(r"\s*(?:和|跟|与|及|还有|以及|、|,|同|/|\+)\s*(?:我的?)?")

_CHANGED: Final = re.compile(
    r"(?:更正|改正|修改|变更|更新|更改|换|改)(?:成|为|到|做|作|回)(?:了)?\s*[:是]?\s*"
    r"|(?:明明|分明|应该|应当|应|本来|其实|现在|正确|准确|实际|真实|对|新)(?:的)?(?:应该|应当)?(?:是|为|叫|系"
    r"|写)\s*[:]?\s*(?:写成|写|填)?"
    r"|(?:正确|准确|实际|真实|正解|更正后|改后|修改后|新)(?:的)?[^,，。:：\s]{0,8}(?:是|为|叫|系|[:：])\s*"
)
_NOT_BUT: Final = re.compile(r"(?:不是|唔系)[^,，。;；]{1,40}?[,，;；\s]+(?:而)?我?(?:是|系|叫)\s*")
# …16，哎看错了，末尾是 361，整个就是 …: of what is said behind a slip only the whole value counts.
_SLIP: Final = re.compile(
    r"(?:看|说|讲|写|打|输|念|记|报|抄|发|填|弄|搞)(?:错|漏|反|岔|串)了|不对(?=[,，。;；\s啊])|[哦噢啊呃哎]不|口误|手误|手滑"
)
_WHOLE: Final = re.compile(r"(?:整个|整串|全称|全部|完整的?|连起来|合起来|一起)[^,，。;；\s]{0,3}?(?:是|为|[:：])\s*")
_THEN: Final = re.compile(r"(?:^|(?<=[,，。;；\s]))(?:应该|应当|其实|正确的?|那|就)*(?:就?是|为|叫|[:：])\s*")
_AT_WORK: Final = re.compile(
    r"^(?:(?:我|俺|咱|本人)(?:应该|应当|其实|本来|明明|现在)?(?:就?是|系)|(?:应该|应当|其实|就)?(?:是|系))"
    r"(?:个|名|一名|一个)?(?=[^,，。\s]{2})(?!说|不|否|的|什么|谁|哪|这|那|你|他|她)"
)
_TOLD_WRONG: Final = re.compile(
    r"(?:^|[,，。;；\s]+)(?:(?:你们|你哋|系统|平台|上面|那边|他们|人家|结果|却|给我|把我|被)[^,，。;；]{0,6})?"
    r"(?:写|登|登记|填|录|弄|搞|当|打|标)(?:成|作)了?[^,，。;；]{1,12}(?=[,，。;；]|$)"
)
_OPEN: Final = re.compile(
    r"^(?:来|回来|过来|什么|啥|哪|谁|多少|怎么|几|不|吗|呢|你|您|我的错|别的|另|其他|[这那]个$|正确的$|新的$|对的$|这样|那样)"
)
_DOCUMENT: Final = re.compile(r"身份证(?!照|有效)|身份证件号|证件号|护照号|银行卡|卡号|银行账号")
_PHONE: Final = re.compile(r"手机|电话|号码|联系方式")
_OTHERS: Final = re.compile(r"紧急|联系人|公司|单位|经办人|法人|受益人|被保|员工|工人")
_NAME: Final = re.compile(r"姓名|名字|曾用名")
_MAILBOX: Final = re.compile(r"邮箱|邮件|e-?mail")
# Fields that are told without being named: 留的号还是旧的, 把我写成女的.
_BY_THE_WAY: Final = {
    "性别": re.compile(r"(?:写|登|填|录|弄|搞|当)(?:成|个|作)了?(?:个)?[男女](?:的|性|生|士)?(?![\u4e00-\u9fff])"),
    "手机号": re.compile(
        r"(?:留|登记|绑|绑定|预留|填|存)的那?个?(?:号|卡)(?!牌)|(?:旧|老|新|原来的)(?:号|卡)(?!牌)|换(?:了|个|了个)?(?:新)?(?:号|卡)(?!牌)|停机"
    ),
    "姓名": re.compile(
        r"(?:把我|将我|把俺|给我|我)(?:给)?(?:写|登记|登|录|打|填|弄|搞|叫)成了?[\"“「『'‘]?[\u4e00-\u9fff·]{2,6}[\"”」』'’]?了?"
    ),
}
_ADDRESS: Final = re.compile(r"[省市县区镇乡村路街道巷弄幢栋楼室院]|\d号|\d[,，]\d")
_STOP: Final = re.compile(r"[。！？!?;；\n]|(?<![0-9a-z])\.(?![0-9a-z])")
_REMARK: Final = re.compile(
    r"[,，\s]+(?:谢谢|多谢|麻烦|拜托|辛苦|唔该|快点|尽快|请|我|你|您|不是|原来|原先|之前|以前|旧的|老的|别|就行"
    r"|就这|那个|那是|这个是|老的|就可以|可以吗|行吗|好吗"
    r"|其他|其它|没了|没有了|没别的|邮编(?:不|就|没|省)|不用|不要|别填|手机|电话号|邮箱|身份证都|帮|因为|刚|已经"
    r"|懂|知道|ok|好了|对吧|行不|谢)"
)
_TAIL: Final = re.compile(
    r"(?:就行了?|就可以了?|就好了?|就对了?|才对|才是对的|才是|谢谢|多谢|哈|啊|呀|哦|嘛|啦|吧|了)+$"
)
_QUOTES: Final = " \t,，、:：\"'“”‘’「」『』《》()（）【】"


def names_document(field: str) -> bool:
    """Whether a field is the number of an identity document or of a bank card."""
    return bool(_DOCUMENT.search(fold(field)))


def names_phone(field: str) -> bool:
    """Whether a field is a phone number of the person, not that of somebody to call in an emergency."""
    return bool(_PHONE.search(fold(field))) and not names_document(field) and not _OTHERS.search(fold(field))


def names_mailbox(field: str) -> bool:
    """Whether a field is a mail address."""
    return bool(_MAILBOX.search(fold(field)))


def names_person(field: str) -> bool:
    """Whether a field is the person's own name."""
    return bool(_NAME.search(fold(field))) and not _OTHERS.search(fold(field))


def says_wrong(text: str) -> bool:
    """Whether something is said to be wrong or to be changed."""
    return bool(_wrong().search(fold(text)))


def find_field(text: str) -> str | None:
    """The field in the user's own words (通讯地址, 公司地址); several joined by 、.

    A field that comes with its value (手机138…) is not the wrong one unless the sentence says so.
    """
    shown, view = tidy(text)[:500], fold(text)[:500]
    clauses = [(match.start(), match.end()) for match in _CLAUSE.finditer(view)]
    wrong = [span for span in clauses if _wrong().search(view, *span)]
    for start, end in wrong + clauses:
        found = _fields_in(shown, view, start, end, said_wrong=(start, end) in wrong)
        if found:
            return "、".join(dict.fromkeys(found))
    return next((field for field, said in _BY_THE_WAY.items() if said.search(view)), None)


def find_new_value(text: str) -> str | None:
    """What stands behind 改成, 应该是, 正确的是, 不是…是."""
    shown, view = tidy(text)[:1000], fold(text)[:1000]
    whole = _behind_a_slip(shown, view)
    if whole:
        return whole
    ends = [match.end() for match in _NOT_BUT.finditer(view)] or [match.end() for match in _CHANGED.finditer(view)]
    for end in reversed(ends):
        value = _first_of(plain_value(_STOP.split(shown[end:], maxsplit=1)[0]))
        if value and not _OPEN.match(fold(value)) and not re.search(r"[吗呢么不]$", value):
            return value
    return None


def _behind_a_slip(shown: str, view: str) -> str | None:
    """The value that takes the place of one that was misread; None where no value stands before the slip."""
    slips = list(_SLIP.finditer(view))
    if not slips or not _CHANGED.search(view, 0, slips[0].start()):
        return None
    start = slips[-1].end()
    ends = [match.end() for pattern in (_THEN, _WHOLE) for match in pattern.finditer(view, start)]
    said = _STOP.split(shown[ends[-1] :], maxsplit=1)[0] if ends else ""
    value = _first_of(plain_value(said))
    return value if value and not _OPEN.match(fold(value)) else None


def what_one_is(text: str) -> str:
    """我是塔吊司机，你们写成信号工咧: the value alone, without what is said to stand in its place."""
    shown = tidy(text).strip(_QUOTES)
    told = _TOLD_WRONG.search(fold(shown))
    if told and (left := (shown[: told.start()] + shown[told.end() :]).strip(_QUOTES)):
        shown = left
    is_one = _AT_WORK.match(fold(shown))
    return shown[is_one.end() :] if is_one else shown


def _first_of(value: str) -> str:
    """The value ends at a comma, unless it is an address: 徐工XE250，型号都不对."""
    return value if _ADDRESS.search(value) else re.split(r"[,，]", value, maxsplit=1)[0].strip(_QUOTES)


def plain_value(text: str) -> str:
    """A value without what is said around it: 「…502室，邮编不用填，谢谢」 ends at 502室."""
    shown = tidy(text).strip(_QUOTES)
    remark = _REMARK.search(fold(shown))
    if remark and remark.start() > 0:
        shown = shown[: remark.start()]
    return _TAIL.sub("", shown).strip(_QUOTES)


def _fields_in(shown: str, view: str, start: int, end: int, said_wrong: bool) -> list[str]:
    found: list[str] = []
    place = start
    for match in _field().finditer(view, start, end):
        if not said_wrong and _GIVEN.match(view, match.end()):
            continue
        if found and not _JOINED.fullmatch(view, place, match.start()):
            break
        found.append(shown[match.start() : match.end()])
        place = match.end()
    return found


@cache
def _field() -> re.Pattern[str]:
    return re.compile(f"{any_of(words('fields', 'qualifiers'))}*{any_of(words('fields', 'bases'))}")


@cache
def _wrong() -> re.Pattern[str]:
    return re.compile(any_of(words("fields", "wrong")))
