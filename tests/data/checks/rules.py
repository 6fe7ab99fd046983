"""The rules of `data/rules/`."""

from collections.abc import Iterator

from tests.data.checks.ways import intents
from tests.data.findings import Finding
from tests.data.lined_yaml import mappings
from tests.data.material import Material


def every_intent_has_a_rule(material: Material) -> Iterator[Finding]:
    """Whatever the bot understands, it knows what to do; RulePolicy alone decides."""
    ruled = {
        step["intent"]
        for name, data in material.documents.items()
        if name.startswith("data/rules/")
        for step in mappings(data)
        if "intent" in step
    }
    for intent in intents(material):
        if intent not in ruled:
            mend = "在 data/rules/ 里加一条：听到它就做什么。"
            yield Finding("data/rules", 0, f"机器人听得懂「{intent}」，却没有规则说该做什么", mend)
    for intent in sorted(ruled - set(intents(material))):
        yield Finding("data/rules", 0, f"规则里的「{intent}」机器人不认识", "检查有没有写错。")
