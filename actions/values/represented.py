"""The person or company for whom somebody asks, as it is filed: 「我父亲 王大测」."""

import re
from typing import Final

from actions.values.belonging import named_person
from actions.values.free import clean_free_text, says_something
from actions.values.name import leading_name
from actions.values.relationship import Relationship, find_relationship
from actions.values.text import flat, fold

# The data of a child are not collected in a chat (facts: rights and deadlines, section 8).
_WITHOUT_NAME: Final = frozenset({"child"})
_COMPANY: Final = re.compile(r"[\u4e00-\u9fff（）()]{2,20}(?:公司|集团|厂|合作社|事务所|工程队|中心|劳务|租赁|钢构)")
_ANY_COMPANY: Final = re.compile(
    r"[的本贵该这那家个我们老板让来把将给注销关]*(?:劳务|租赁|建筑|工程|机械|运输)?(?:公司|企业|单位|厂)"
)
_OPENING: Final = re.compile(r"^(?:我们?是|我们?|受|代表|这里是|是)")
_BETWEEN: Final = re.compile(r"^[\s,，:：（(]*(?:他|她)?(?:的)?(?:名字|姓名)?(?:就?叫做?|是|为|：|:)?[\s:：（(]*")
_GOES_ON: Final = re.compile(
    r"(?<=..)(?:离职|辞职|离开|去世|过世|走了|不在|的|已经|已|今年|想|要|让|委托|他|她|是|在|被|把|注销|删|投保|住|办|没|年纪|岁|退休|调走|干|的)"
)
_LONGEST: Final = 60


def find_represented(text: str) -> str | None:
    """What an opening tells of the represented person; None when there is nobody, or the name is still missing."""
    relation = find_relationship(text)
    if relation is None:
        return None
    if relation.kind in _WITHOUT_NAME:
        return relation.text
    name = _company(text) if relation.kind == "company" else _name_behind(text, relation) or named_person(text)
    return f"{relation.text} {name}" if name and name not in relation.text else name


def read_represented(text: str) -> str | None:
    """The answer to the question for whom; None for marks and numbers."""
    return clean_free_text(text, limit=_LONGEST) if says_something(text) else None


def _name_behind(text: str, relation: Relationship) -> str | None:
    shown = flat(text)[:500]
    end = fold(shown).find(fold(relation.text)) + len(relation.text)
    rest = shown[end:]
    between = _BETWEEN.match(rest)
    rest = rest[between.end() :] if between else rest
    goes_on = _GOES_ON.search(fold(rest))
    return leading_name(rest[: goes_on.start()] if goes_on else rest)


def _company(text: str) -> str | None:
    found = _COMPANY.search(flat(text))
    name = _OPENING.sub("", found.group()) if found else ""
    return None if _ANY_COMPANY.fullmatch(name) else name or None
