"""The person's name in an answer, or in a clear self-introduction inside another sentence."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from actions.values.claimed_name import claimed_name, foreign_name, introduced_name
from actions.values.lexicon import any_of, lines, words
from actions.values.name_contrast import rather_called
from actions.values.name_shape import DOT, HAN, LATIN, full_name, is_surname, latin_name
from actions.values.preferred import PUT_RIGHT_IN_ENGLISH
from actions.values.spoken_name import explained_name
from actions.values.text import flat, fold

_CODE: Final = re.compile(r"[;{}<>=$`\\|]\s|--|/\*|://|[;{}<>`\\]$|'\s*(?:or|and|\))", re.IGNORECASE)
_IS: Final = r"(?:就?是|就?叫做?|名叫|为|系|乃|写的?是?|:)"
_BOUNDARY: Final = r"(?:^|(?<=[\s,，。.!！?？;；:、~～…\-]))"

# (frame, whether a surname outside the table is taken), best first.
_TRUE_NAME: Final = re.compile(rf"(?:大名|全名|真名|本名|学名|实名|身份证上)(?:的?名字|登记的|写的)?{_IS}*")
# As above, but the words mean other things too (大号 is also a size), so that 叫 or 是 has to follow.
_ON_PAPER: Final = re.compile(
    r"(?:大号|户口(?:本|簿)?上?|族谱上|官名|正名)(?:的?名字|登记的?|写的?)?(?:就?是|就?叫做?|名叫|写的?是?|为)\s*"
)
# 老娘叫熊春妮 is said of oneself, 我老娘叫… of one's mother.
_I_AM_CALLED_LOUDLY: Final = re.compile(
    r"(?<![我你他她俺咱家的])(?:老娘|老子|小女子|老汉|老朽|老身|洒家|小弟|小妹|小可|奴家)(?:我)?(?:就?叫做?|名叫|姓名)\s*"
)
# 哦要真名？宗政凯: the true name in the next words.
_TRUE_NAME_THEN: Final = re.compile(
    r"(?:真名|本名|实名|真实姓名|全名|大名)(?:吗|么|啊|呀|呢|吧|哦|是吧|的话)?[\s?？,，。.!！~…]+"
    r"(?:那就?|好吧?|行吧?|就|嗯|我?叫|我?是|[\s,，])*"
)
_LABEL: Final = re.compile(rf"(?:姓名|名字)\s*{_IS}+\s*")
_BARE_LABEL: Final = re.compile(r"(?:姓名|名字)\s*")
_OWN_LABEL: Final = re.compile(rf"{_BOUNDARY}(?:我的?|本人)?(?:姓名|名字)\s*(?![和跟与及同连于向从都也被])")
_I_AM_CALLED: Final = re.compile(
    r"(?:我|俺|咱|偶|本人|鄙人|在下)(?:的?名字|姓名|大名)?(?:就?叫做?|名叫|名为)\s*|[起取]名叫?\s*"
)
_I_AM: Final = re.compile(
    r"(?<!不)(?:我|俺|咱|偶)(?:本人)?(?:就?是|系)\s*|(?<![他她])(?:本人|鄙人|在下)(?:是|系)?[\s:,，]*"
)
_ROLE: Final = re.compile(
    rf"(?:经办人|联系人|申请人|投保人|户主|机主|车主|客户|用户|学员|法人|法定代表人|负责人|当事人|被保险人){_IS}?\s*|{_BOUNDARY}(?:就|你"
    rf"|请)?(?:叫我|叫){_IS}?\s*"
)
_ENGLISH: Final = re.compile(
    r"\b(?:(?:my |full )*name(?: is| should be|['’]s)|it should be|name ?:|call me|it['’]s"
    r"|mr\.?|mrs\.?|ms\.?|miss|dr\.?)\s+",
    re.IGNORECASE,
)
_ENGLISH_AM: Final = re.compile(r"\b(?:i am|i'm|this is)\s+", re.IGNORECASE)

_RUN: Final = re.compile(f"{HAN}+(?: ?{DOT} ?{HAN}+)*")
_GIVEN_APART: Final = re.compile(rf"\s+({HAN}{{1,2}})(?!{HAN})")
_ONE_BY_ONE: Final = re.compile(rf"{HAN}(?:\s+{HAN}){{1,3}}")
_BOTH_SCRIPTS: Final = re.compile(
    rf"(?P<han>{HAN}{{2,4}})[\s,，/(（]+(?P<latin>{LATIN})[)）]?|(?P<before>{LATIN})[\s,，/(（]+(?P<behind>{HAN}{{2,4}})[)）]?"
)
_FOLLOWING: Final = re.compile(
    r"(?<=..)(?:本人|小名|网名|昵称|曾用名|手机|电话|号码|身份证|邮箱|账号|账户|微信|联系|住在|家住|今年|来自|你好|您好|谢谢"
    r"|就行|就是|就这|就可以|没错|对吧"
    r"|是(?:[你我咱一个贵聚这])|想(?:[要注删查看改问把让请知了撤投退申])|要(?:[注删查看改投求撤退])"
    r"|需要|申请|注销|删除|在[你这贵聚平线]|的)"
)
_SENTENCE: Final = re.compile(r"(?<=..)[我你您请帮](?=.)")
_SEGMENT: Final = re.compile(r"[^,，。!！?？;；:、\n/|()]+[?？]?")
_OPENING: Final = re.compile(
    r"^(?:(?:您好|你好|嗯+|哦+|噢|好的?吧?|行吧?|那个|那就|您|你|就|填|写|登记|记|应该|改成|其实|答|是|叫|我的?|哎呀?|唉)\s*)+"
)
_EXPLAINED: Final = re.compile(r"^.+的.$")
_ORGANISATION: Final = re.compile(r"(?:公司|工厂|集团|中心|机构|事务所|人事部|行政部|财务部|项目部)的?")


def find_name(text: str, asked: bool) -> str | None:
    """The plain name, or None.

    `asked`: the text answers the question for the name; otherwise only a self-introduction counts.
    """
    shown = _without_joke(flat(text)[:400])
    if _CODE.search(shown):
        return None
    right = _put_right_in_english(shown, asked)
    if right:
        return right
    view = fold(shown)
    found = _spelled_out(shown, view)
    if asked and found is None:
        found = explained_name(shown) or rather_called(shown)
    found = found or _framed(shown, view, asked)
    found = found or (_beside_latin(shown) if asked else None) or _in_english(shown, asked)
    if found or not asked:
        return found or introduced_name(shown)
    return claimed_name(shown) or foreign_name(shown) or next(_bare(shown), None)


def _put_right_in_english(shown: str, asked: bool) -> str | None:
    """Tom Li, sorry, I mean Tim Li: the name behind, where one stood before."""
    slips = list(PUT_RIGHT_IN_ENGLISH.finditer(shown))
    if not slips or find_name(shown[: slips[0].start()].strip(" ,.;"), asked) is None:
        return None
    return find_name(shown[slips[-1].end() :].strip(" ,.;:"), asked=True)


def _without_joke(shown: str) -> str:
    """我叫奥特曼，哈哈逗你的，我叫路过: what was said before was a joke."""
    jokes = list(_joking().finditer(fold(shown)))
    return shown[jokes[-1].end() :] if jokes else shown


@cache
def _joking() -> re.Pattern[str]:
    said = any_of(words("name_words", "joking"))
    return re.compile(rf"(?<![不没别非])(?<!不是)(?<!没有)(?<!没在){said}(?:的|呢|了|啦|哈)*[\s,，。.!！~…]*")


def _spelled_out(shown: str, view: str) -> str | None:
    """我姓端木，单名一个昕字; 我姓李，叫建国."""
    match = _surname_then_given().search(view)
    if match is None:
        return None
    surname, given = (shown[slice(*match.span(group))] for group in ("surname", "given"))
    if given.startswith(surname) and len(given) > len(surname):
        return full_name(given)
    return full_name(given) or full_name(surname + given) if len(given) > 2 else full_name(surname + given)


@cache
def _surname_then_given() -> re.Pattern[str]:
    surname = any_of(lines("surnames"))
    return re.compile(
        rf"姓(?P<surname>{surname})[\s,，。]*(?:(?:单名|双名|大名|名字?)(?:是|叫|为|一个|个|:)*|叫做?|名叫)\s*"
        rf"(?P<given>{HAN}{{1,4}}?)(?=字|[\s,，。.!！;；]|$)"
    )


def _framed(shown: str, view: str, asked: bool) -> str | None:
    frames = [
        (_TRUE_NAME, False),
        (_TRUE_NAME_THEN, True),
        (_ON_PAPER, not asked),
        (_LABEL, not asked),
        (_called(), not asked),
        (_I_AM_CALLED, not asked),
        (_I_AM_CALLED_LOUDLY, True),
        (_I_AM, True),
        (_BARE_LABEL if asked else _OWN_LABEL, True),
    ]
    for frame, strict in frames + ([(_ROLE, True)] if asked else []):
        for match in frame.finditer(view):
            name = _leading(shown[match.end() :], strict)
            if name:
                return name
    return None


def leading_name(rest: str) -> str | None:
    """The name with which a text begins, when its surname is a known one."""
    return _leading(rest, strict=True)


@cache
def _called() -> re.Pattern[str]:
    """Dialect for 我叫: 我喊, 阿拉叫."""
    return re.compile(rf"{any_of(words('name_words', 'called'))}\s*")


def _leading(rest: str, strict: bool) -> str | None:
    """The name with which a text begins."""
    rest = rest.lstrip(" :“\"'「『【[")
    run = _RUN.match(rest)
    if run is None:
        return None
    apart = _GIVEN_APART.match(rest, run.end())
    if apart and is_surname(run.group()):
        return full_name(run.group() + apart[1])
    goes_on = _SENTENCE.search(fold(run.group()))
    return _cut(run.group()[: goes_on.start()] if goes_on else run.group(), strict)


def _cut(run: str, strict: bool) -> str | None:
    """Ends the name where the sentence goes on; somebody's relative or lawyer (王小明的…) is another person."""
    following = _FOLLOWING.search(fold(run))
    if following is None:
        return full_name(run, strict)
    return None if following.group() == "的" else full_name(run[: following.start()], strict)


def _in_english(shown: str, asked: bool) -> str | None:
    for frame, wanted in ((_ENGLISH, 1), (_ENGLISH_AM, 1 if asked else 2)):
        introduced = frame.search(shown)
        name = re.match(LATIN, shown[introduced.end() :]) if introduced else None
        if name and name.group()[0].isupper():
            return latin_name(_capitals(name.group()), wanted)
    return _latin_alone(shown) if asked else None


def _beside_latin(shown: str) -> str | None:
    """李雷（Lei Li）, Lei Li 李雷: the name as it stands in the papers, of two ways to write it."""
    both = _BOTH_SCRIPTS.fullmatch(shown.strip(" ,，。.!！"))
    latin = latin_name(both["latin"] or both["before"]) if both else None
    return full_name(both["han"] or both["behind"]) if both and latin else None


def _latin_alone(shown: str) -> str | None:
    """The name when nothing else was said; of several parts the fullest: `O'Brien, Maeve O'Brien`."""
    names = [name for part in re.split(r"[,;/()]", shown) if (name := latin_name(part))]
    if len(names) == 2 and all(" " not in name for name in names):
        return f"{names[1]} {names[0]}" if "," in shown else None  # Smith, John
    return max(names, key=len, default=None)


def _capitals(words_said: str) -> str:
    """The leading words with capitals: `John Smith and I want` is John Smith."""
    kept = re.match(r"(?:[A-ZÀ-Þ][^\s]*\s*)+", words_said)
    return kept.group().strip() if kept else words_said


def _bare(shown: str) -> Iterator[str]:
    """Names that stand alone between punctuation marks."""
    for segment in _SEGMENT.findall(shown):
        said = segment[_opening_end(segment) :].strip()
        if said.endswith(("?", "？")):
            continue
        for part in _parts(said):
            name = _from_part(part)
            if name:
                yield name


def _opening_end(segment: str) -> int:
    opening = _OPENING.match(fold(segment).lstrip())
    return len(segment) - len(segment.lstrip()) + (opening.end() if opening else 0)


def _parts(said: str) -> Iterator[str]:
    """Words of a segment; a name written with blanks in it (王  芳, 欧阳 锋) comes first, put together."""
    pieces = [run.group() for run in _RUN.finditer(said)]
    if _ONE_BY_ONE.fullmatch(said):
        yield "".join(pieces)
    for place, piece in enumerate(pieces[:-1]):
        if is_surname(piece) and len(pieces[place + 1]) <= 2:
            yield piece + pieces[place + 1]
    yield from pieces


def _from_part(part: str) -> str | None:
    view = fold(part)
    if _EXPLAINED.match(view) or view in words("name_words", "explained"):
        return None
    organisations = list(_ORGANISATION.finditer(view))
    return _cut(part[organisations[-1].end() :] if organisations else part, strict=True)
