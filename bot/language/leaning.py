"""How much a message leans on what was said before, and what it then most likely asks for."""

import re
from dataclasses import dataclass, fields
from typing import Mapping, Sequence

import numpy as np

from bot.language.answers import FAQ, AnswerCard
from bot.language.reading import Reading

_OPENERS = re.compile(
    r"^(?:那|那么|然后|还有|要是|万一|如果|可是|但是|不过|所以|这|它|他们|她们|上面|刚才|前面|and|then|but|so)"
)
_POINTERS = re.compile(
    r"(?:这|那)(?:个|种|些|样|条|事|东西|会|儿|边)|它|呢[?？]?$|其中|上述|刚说|前面|刚才|\b(?:it|that|this|they|them|those)\b"
)
_ORDINAL = re.compile(r"第\s*([一二三四五六七八九十]{1,3}|\d{1,2})\s*(?:种|个|条|项|点|类|款|样|件|句)")
_FIRST = re.compile(r"(?:头|打头|最前)(?:一|的|那)?(?:种|个|条|项|点|类|样)")
_LAST = re.compile(r"(?:最后|末了|末尾|最末|最尾)(?:一|的|那|面|头)*(?:种|个|条|项|点|类|样)")
# Concepts that stand in any question; a message that holds no other speaks of what was spoken of before.
ANY_TOPIC = frozenset(
    (
        "整体 多久 小时 什么时候 随时 时间早晚 哪里 谁 怎么 为什么 凭什么 多少几个 多少钱 费用 "
        "哪些列出 什么情况 是不是 能不能 会不会 要不要 反问 担心 后果 要是万一 什么意思 什么泛问 "
        "比较 范围程度 客套填充 肯定回答 否定回答 没写的 人称你们 别人 本人 本公司 本产品 个人信息 "
        "收集 使用 请求 命令办理 通知方式 网站 手机电脑"
    ).split()
)
_NUMERALS = {mark: value for value, mark in enumerate("一二三四五六七八九十", start=1)}
_LONG = 24


@dataclass(frozen=True)
class Weights:
    """Gains in nats for a message that leans fully."""

    same_clause: float
    next: float
    same_chapter: float
    itself: float
    away: float

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of all weights."""
        return tuple(one.name for one in fields(cls))


def leaning(reading: Reading, scores: np.ndarray) -> float:
    """0 for a message that stands by itself, 1 for one that cannot."""
    text = reading.normalized
    short = max(0.0, 1.0 - len(text) / _LONG)
    marked = 0.5 * bool(_OPENERS.search(text)) + 0.3 * bool(_POINTERS.search(text))
    # However sure the classifier is of 「上哪看去」: nothing in it says of what.
    bare = short * (not set(reading.concepts) - ANY_TOPIC)
    unsure = 1.0 - float(scores.max())
    return float(min(1.0, (0.55 * short + marked) * (0.35 + 0.65 * unsure) + 0.45 * bare + 0.15 * unsure))


def prior(labels: Sequence[str], topic: AnswerCard, cards: Mapping[str, AnswerCard], weights: Weights) -> np.ndarray:
    """The gain of every label after an answer on `topic`."""
    return np.array([_gain(label, topic, cards, weights) for label in labels], dtype=np.float32)


def _gain(label: str, topic: AnswerCard, cards: Mapping[str, AnswerCard], weights: Weights) -> float:
    card = cards.get(label.removeprefix(FAQ)) if label.startswith(FAQ) else None
    if card is None:
        return 0.0 if label.startswith("followup/") else weights.away
    if card.id == topic.id:
        return weights.same_clause + weights.itself
    gain = 0.0
    if set(card.clauses) & set(topic.clauses):
        gain = weights.same_clause
    elif card.clause.split(".")[0] == topic.clause.split(".")[0]:
        gain = weights.same_chapter
    return max(gain, weights.next) if card.id in topic.next else gain


def item_asked_for(normalized: str, topic: AnswerCard, cards: Mapping[str, AnswerCard]) -> str | None:
    """The answer on the n-th item of the topic's clause, when a message asks for it by its number."""
    if len(normalized) > _LONG:
        return None
    # Where several answers are about one item, the first of them is the one on the item itself.
    items = reversed([card for card in cards.values() if card.item and card.clause == topic.clause])
    of_clause = {card.item: card.id for card in items}
    if _LAST.search(normalized) and of_clause:
        return of_clause[max(of_clause, key=int)]
    found = _ORDINAL.search(normalized)
    number = "1" if _FIRST.search(normalized) else _number(found.group(1)) if found else ""
    return of_clause.get(number)


def _number(text: str) -> str:
    if text.isdigit():
        return text
    if text.startswith("十"):
        return str(10 + _NUMERALS.get(text[1:], 0))
    return str(_NUMERALS.get(text, 0))
