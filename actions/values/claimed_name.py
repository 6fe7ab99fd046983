"""Names that look like words of daily talk, or begin with a surname of no table: believed because of how they are said.

「万一就是我大名」, 「安静，我姓安名静」, 「弥勒的弥，弥春生」: who explains a name, names one. What stands alone
(「万一」) may be one, and is asked back (name_guess.py).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from actions.values.lexicon import any_of, words
from actions.values.name_shape import DOT, HAN, full_name, is_common_word, is_surname, latin_name
from actions.values.text import flat, fold

SEGMENT: Final = re.compile(r"[^,，。.!！?？;；:：、\n/|()（）「」“”\"]+")
_SURNAME_AND_GIVEN: Final = re.compile(
    rf"姓(?P<surname>{HAN}{{1,2}}?)[\s,，]*(?:单名|双名|大名|名叫|名字(?:叫|是)?|叫做?|名)(?:是|叫|为|一个|个|[:：])*[\s「“\"]*"
    rf"(?P<given>{HAN}{{1,4}}?)(?:这?(?:一|两)?个?字)?(?=[\s,，。.!！;；」”\"）)]|$)"
)
_CALLED: Final = re.compile(
    rf"(?:(?:我|俺|咱|偶|本人|鄙人|在下)(?:的?名字|姓名|大名)?(?:真的?|就|确实)?(?:叫做?|名叫|名为)|(?:姓名|名字)\s*(?:就?是|就?叫|[:：])"
    rf"|(?:真名|本名|大名|全名|学名)(?:就?是|就?叫|[:：])?)\s*(?P<name>{HAN}{{2,4}}?)(?:吧|呀|啊|哈)?(?=[\s,，。.!！;；]|$)"
)
_INTRODUCED: Final = re.compile(
    rf"(?:(?:我|俺|咱|偶|鄙人|在下)(?:的?名字|姓名|大名)?(?:真的?|就)?(?:叫做?|名叫)|姓名\s*[:：])\s*(?P<name>{HAN}{{2,3}})(?=[\s,，。.!！;；]|$)"
)
_JUST_CALLED: Final = re.compile(
    rf"(?<![子女儿爸妈父母公婆哥姐弟妹友傅工人])[,，。;；\s]叫(?P<name>{HAN}{{2,4}})(?=[,，。;；\s]|$)"
)
_SAYS_IT_IS: Final = re.compile(
    rf"(?P<name>{HAN}{{2,4}}?)[\s,，]*(?:真的?|确实|这|就|这就|那)*(?:是|叫)(?:我|俺|本人)?的?(?:大名|本名|真名|全名|名字|姓名|这个?名)"
)
_OF: Final = re.compile(rf"(?P<word>(?:(?!的){HAN}){{2,5}})的(?P<mark>{HAN})")
_RARE: Final = re.compile("(?:有|是)这个?姓|这姓|姓氏|少见|罕见|稀有|百家姓|真叫这|就叫这|真名|不是开玩笑|不骗你")
_GOES_ON: Final = re.compile(r"(?<=..)(?:真的?|确实|这|就)*(?:是我|是俺|就是|是本人|就叫|叫这)|(?<=..)[吧呀啊哦呗哈]+$")
_OPENING: Final = re.compile(
    r"^(?:嗯+|哦+|啊|呃|额|那个|那|就|填|写|是|叫|我是|我叫|俺叫|我就叫|我的?名字(?:是|叫)|姓名|名字)+(?=..)"
)
NOT_IN_NAMES: Final = frozenset("我你您他她它们的了吗呢么啥谁哪不没这那")
_NICKNAME: Final = re.compile(rf"[小老阿大]{HAN}")
_LATIN_AND_HAN: Final = re.compile(rf"{HAN}{{1,3}} ?[A-Za-z]{{2,20}}|[A-Za-z]{{2,20}} ?{HAN}{{1,3}}")
_CONTACT: Final = re.compile(r"(?:手机号?|电话|号码|tel)?[:：]?(?:\+?[0-9][0-9\-]{6,}|[\w.+-]+@)")
_LONGEST_FOREIGN: Final = 40


def claimed_name(text: str) -> str | None:
    """The name in a text that leaves no doubt that one is meant."""
    shown = flat(text)[:200]
    spelled = _spelled(shown)
    if spelled:
        return spelled
    return _behind(_CALLED, shown) or _behind(_SAYS_IT_IS, shown) or _explained(shown)


def introduced_name(text: str) -> str | None:
    """A name out of a longer text: only behind 「我叫」 or 「姓…名…」, or where it stands beside phone or mailbox."""
    shown = flat(text)[:400]
    called = _JUST_CALLED.search(shown)
    name = full_name(called["name"]) if called else None
    return _spelled(shown) or _behind(_INTRODUCED, shown) or name or _beside_contact(shown)


def foreign_name(text: str) -> str | None:
    """A name in another script than Chinese or Latin, or in two: 김민수, Lisa陈."""
    shown = " ".join(flat(text).split()).strip(",，。.!！")
    if _LATIN_AND_HAN.fullmatch(shown) and _is_mixed_name(shown):
        return shown
    letters = [mark for mark in shown if unicodedata.category(mark)[0] in "LM"]
    if len(letters) < 2 or len(shown) > _LONGEST_FOREIGN or len(shown.split(" ")) > 4:
        return None
    rest = [mark for mark in shown if mark not in letters and mark not in " ·・.-'’"]
    other = any(not ("A" <= mark.upper() <= "Z" or re.fullmatch(HAN, mark) or mark < "\u0250") for mark in letters)
    return shown if other and not rest else None


def _spelled(shown: str) -> str | None:
    """姓万名一, 姓别叫别样红."""
    spelled = _SURNAME_AND_GIVEN.search(fold(shown))
    if spelled is None:
        return None
    surname, given = (shown[slice(*spelled.span(group))] for group in ("surname", "given"))
    name = given if given.startswith(surname) and len(given) > 1 else surname + given
    return name if _is_plausible(name) else None


def _behind(pattern: re.Pattern[str], shown: str) -> str | None:
    said = pattern.search(fold(shown))
    return shown[slice(*said.span("name"))] if said and _is_plausible(said["name"]) else None


def _explained(shown: str) -> str | None:
    return next((name for name in candidates(shown) if _is_explained(name, fold(shown))), None)


def _beside_contact(shown: str) -> str | None:
    """上官婉青，19951203388: a name that fills a segment, with a number or an address next to it."""
    segments = [segment.strip() for segment in re.split(r"[,，。;；、\n\s]+", shown)]
    for place, segment in enumerate(segments[:-1]):
        if _CONTACT.match(segments[place + 1]) and full_name(segment) == segment:
            return segment
    return None


def _is_mixed_name(shown: str) -> bool:
    han = "".join(re.findall(HAN, shown))
    latin = "".join(mark for mark in shown if mark.isascii() and mark.isalpha())
    return (is_surname(han) or full_name(han) is not None) and latin_name(latin.capitalize()) is not None


def candidates(shown: str) -> Iterator[str]:
    """Segments that consist of two to four characters, without what is said around them."""
    for segment in SEGMENT.findall(shown):
        said = segment.strip()
        opening = _OPENING.match(fold(said))
        said = said[opening.end() :] if opening else said
        goes_on = _GOES_ON.search(fold(said))
        name = said[: goes_on.start()] if goes_on else said
        if _is_plausible(name):
            yield re.sub(f" ?{DOT} ?", "·", name)


def _is_plausible(name: str) -> bool:
    view = fold(name)
    if not re.fullmatch(rf"{HAN}{{2,4}}|{HAN}{{2,10}}(?:{DOT}{HAN}{{1,10}})+", view) or len(set(view)) == 1:
        return False
    if view[0] == "姓" or view[-1] == "族" or view in words("name_words", "explained") or is_surname(view):
        return False
    if NOT_IN_NAMES.intersection(view) or never().match(view) or is_common_word(view):
        return False
    return not (_NICKNAME.fullmatch(view) or _title().search(view))


def _is_explained(name: str, view: str) -> bool:
    """Whether another part of the text says how the name is written, or names its surname."""
    folded = fold(name)
    if re.search(rf"姓{re.escape(folded[0])}(?!{re.escape(folded[1:])})|姓{re.escape(folded[:2])}(?!名)", view):
        return True
    if _RARE.search(view):
        return True
    return any(found["mark"] in folded and found["mark"] in found["word"] for found in _OF.finditer(view))


@cache
def never() -> re.Pattern[str]:
    """Words with which no name begins, however much it is insisted on."""
    return re.compile(any_of(words("name_words", "never")))


@cache
def _title() -> re.Pattern[str]:
    return re.compile(f"^{HAN}{{1,2}}{any_of(words('name_words', 'titles') - {'家', '姓', '总', '工'})}$|^{HAN}[总工]$")
