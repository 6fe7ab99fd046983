"""Which request somebody turns to in words: 「不是删除，是注销」, 「算了还是只要退订广告」."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from actions.values.lexicon import any_of, table, words
from actions.values.text import fold

_CLAUSE: Final = re.compile(r"[^,，。.!！?？;；\n]+")
_BETWEEN: Final = r"(?:我|你|您|你们|给|帮|把|将|要|想|去|来|再|先|的|这个|那个|一下|办|申请|做|人|说|只|把我的|我的)*"
_STILL: Final = re.compile(r"^(?:了|掉|吧)*(?:没|吗|么|多久|之后|以后|的话)")
_ANOTHER_DAY: Final = re.compile(r"改[天日](?!期)")
_DONE: Final = re.compile(r"^掉?了$")
# 我不投诉了，改一下：…: announces another wish, corrects nothing.
_ANNOUNCES: Final = re.compile(r"^(?:那|那就|我|我要|想|要|帮我|给我|重新)*改(?:一下|下|一改)?(?:吧|啊|哈)?(?=[:：]|$)")
_TURNS: Final = "改"  # 改删除 turns to a deletion, it corrects nothing


@dataclass(frozen=True)
class Wish:
    """The types that are turned down, and those that are wanted instead: `rather` by a word that says so."""

    denied: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    rather: frozenset[str] = frozenset()


def read_wish(text: str) -> Wish:
    """What is said about types of request; empty for a sentence about anything else."""
    denied: set[str] = set()
    named: set[str] = set()
    rather: set[str] = set()
    view = fold(text[:300])
    minds = [match.end() for match in _said("changed_mind").finditer(view)]
    announced = False
    for part in _CLAUSE.finditer(view):
        clause = part.group()
        if denied and _ANNOUNCES.match(clause):
            announced = True
        for kind, start, end in _mentions(clause):
            before, behind = clause[:start], clause[end:]
            if _denies(before, behind):
                denied.add(kind)
            elif not _STILL.match(behind) and not _ANOTHER_DAY.match(clause, start):
                named.add(kind)
                changed = bool(minds) and part.start() + start >= minds[0] and kind != "correction"
                if changed or (_any("rather").search(before) and not _DONE.match(behind)):
                    rather.add(kind)
    if announced and named - denied - {"correction"}:
        named, rather = named - {"correction"}, rather - {"correction"}
    return Wish(frozenset(denied), frozenset(named - denied), frozenset(rather - denied))


def turned_to(text: str, present: str) -> str | None:
    """The one type that is wanted instead of the present one; None unless the words leave no doubt."""
    wish = read_wish(text)
    if present in wish.rather:
        return None
    wanted = wish.rather - {present}
    if present in wish.denied and len(wanted) != 1:
        wanted = wish.named - {present}
    return next(iter(wanted)) if len(wanted) == 1 else None


def changes_mind(text: str) -> bool:
    """算了, 说错了: what follows is what is wanted now."""
    return bool(_said("changed_mind").search(fold(text[:300])))


def gives_up(text: str, present: str) -> bool:
    """我就不销了, 那先别删了: the present request is not wanted any more."""
    verbs = table("request_words")["verbs"].get(present)
    kept = table("request_words")["kept"].get(present)
    view = fold(text[:300])
    return bool(verbs and _not_any_more(verbs).search(view)) or bool(kept and re.search(_pattern(kept), view))


def names_only(text: str, present: str) -> bool:
    """关吧, 就删: nothing but the present request by its verb, as a yes to its summary."""
    verbs = table("request_words")["verbs"].get(present)
    return bool(verbs) and bool(_nothing_but(verbs).fullmatch(fold(text.strip(" 。.!！~～,，"))))


def restates_verb(clause: str, present: str) -> bool:
    """注掉, 给我改过来吧, 号销了: nothing but the verb of the present request in any usual form."""
    verbs = table("request_words")["restated"].get(present)
    return bool(verbs) and bool(_nothing_but_again(verbs).fullmatch(fold(clause.strip(" 。.!！~～,，"))))


@cache
def _nothing_but_again(verbs: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:对|嗯|是的?|好的?|行|那|就|都|全部?|给我|帮我|给|帮|赶紧|快|马上|直接|我要|要|请|把|它|这个?|那个?|我的?|号|账号|账户|信息|资料|数据)*"
        rf"{any_of(fold(verbs).split())}(?:掉|吧|呗|嘛|啊|呀|嘞|咯|哈|它|号|账号|账户|信息|资料|一下|一份|就行|就好|谢谢)*"
    )


@cache
def _not_any_more(verbs: str) -> re.Pattern[str]:
    verb = any_of(fold(verbs).split())
    return re.compile(
        rf"(?<![要能会可])(?:不|先不|暂不|别|先别|甭|莫|唔|勿)(?:想|要|用|必|再|急着|忙|打算)*{verb}(?!诉)[^,，。]{{0,6}}?(?:了|啦|先|吧|咯|喇|$|[,，。!！])"
    )


@cache
def _nothing_but(verbs: str) -> re.Pattern[str]:
    verb = any_of(fold(verbs).split())
    return re.compile(
        rf"(?:对|嗯|是的?|好的?|行|那|就|给我|帮我|赶紧|快|马上|直接|确定|我要|请|都|全|[,，\s])*{verb}(?:掉|了|吧|呗|嘛|啊|呀|它|号|账号|账户|信息|资料|一下|就行|就好|谢谢|[,，\s])*"
    )


def _denies(before: str, behind: str) -> bool:
    """不是删, 删就算了, 先别改了, 投诉先不投诉了."""
    if _any("denied").search(before):
        return True
    return bool(_behind().match(behind))


def _mentions(clause: str) -> list[tuple[str, int, int]]:
    """The types named in a clause and where; of overlapping ones the longest."""
    found = [(kind, *match.span()) for kind, pattern in _types() for match in pattern.finditer(clause)]
    kept: list[tuple[str, int, int]] = []
    starts = {start for _, start, _ in found}
    for item in sorted(found, key=lambda item: item[1] - item[2]):
        if clause[item[1] : item[2]] == _TURNS and item[2] in starts:
            continue
        if all(item[2] <= other[1] or other[2] <= item[1] for other in kept):
            kept.append(item)
    return kept


@cache
def _types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = table("request_words")["types"]
    return tuple((kind, re.compile("|".join(map(_pattern, fold(said).split())))) for kind, said in listed.items())


def _pattern(phrase: str) -> str:
    """… stands for a few characters, (a|b) for one of several, ^ for the beginning of a clause."""
    escaped = "".join(mark if mark in "(|)^" else re.escape(mark) for mark in phrase)
    return escaped.replace("(", "(?:").replace("…", ".{0,6}?")


@cache
def _any(key: str) -> re.Pattern[str]:
    """The words right before a type."""
    return re.compile(f"{any_of(words('request_words', key))}{_BETWEEN}$")


@cache
def _said(key: str) -> re.Pattern[str]:
    return re.compile(any_of(words("request_words", key)))


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(f"[除掉了的吧啊呢的]*{any_of(words('request_words', 'denied_behind'))}")
