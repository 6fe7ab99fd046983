"""The ways to ask: `data/nlu/`."""

import re
from collections import defaultdict
from collections.abc import Iterator

from tests.data.findings import Finding
from tests.data.folding import fold
from tests.data.material import Material, Way
from tests.data.near_copies import near_copies

MOST_NEAR_COPIES = 0.015  # of all ways to ask
_OWN_PATH = re.compile(r"(?:^|[\s:：'\"(])(?:/(?:home|root|work|tmp|Users|mnt|opt|srv)/|[A-Za-z]:\\)")
_COMMAND = re.compile(r"^[/／]")
_ITEM = re.compile(r"^\s*- \S")


def no_sentence_twice(material: Material) -> Iterator[Finding]:
    """Neither within a label nor across two: the second teaches nothing, or the opposite."""
    first: dict[str, Way] = {}
    for way in material.ways:
        other = first.setdefault(fold(way.text), way)
        if other is not way:
            where = "" if other.label == way.label else f"，而且属于另一类「{other.label}」"
            wrong = f"「{way.text}」（{way.label}）和 {other.file} 第 {other.line} 行是同一句{where}"
            yield Finding(way.file, way.line, wrong, "删掉一句；两类都像的话，留在答得更准的那一类。")


def near_copies_of(material: Material) -> list[tuple[Way, Way]]:
    """Pairs (earlier, later) of one label that are nearly the same."""
    by_label: defaultdict[str, list[Way]] = defaultdict(list)
    for way in material.ways:
        by_label[way.label].append(way)
    pairs = []
    for ways in by_label.values():
        pairs += [(ways[one], ways[other]) for one, other in near_copies([fold(way.text) for way in ways])]
    return pairs


def few_near_copies(material: Material) -> Iterator[Finding]:
    """Nearly the same sentence again makes the data look broader than it is; a few cannot be avoided."""
    pairs = near_copies_of(material)
    share = len(pairs) / max(1, len(material.ways))
    if share <= MOST_NEAR_COPIES:
        return
    wrong = f"近似重复的问法有 {len(pairs)} 句，占 {share:.1%}，超过了 {MOST_NEAR_COPIES:.1%}"
    yield Finding("data/nlu", 0, wrong, "从下面列出的里面删，或换成真正不同的说法。")
    for earlier, later in pairs:
        wrong = f"「{later.text}」和第 {earlier.line} 行「{earlier.text}」几乎一样"
        yield Finding(later.file, later.line, wrong, "换成真正不同的说法，或删掉。")


def every_label_answered(material: Material) -> Iterator[Finding]:
    """A label `family/name` is spoken by its response; any other is an intent of the bot."""
    responses = {response.key for response in material.responses}
    domain = set(intents(material))
    seen: set[str] = set()
    for way in material.ways:
        known = way.label in responses if "/" in way.label else way.label in domain
        if not known and way.label not in seen:
            seen.add(way.label)
            mend = "检查有没有写错；没有的话，在 data/answers/ 里补上这个编号的答复。"
            yield Finding(way.file, way.line, f"「{way.label}」没有对应的答复", mend)


def intents(material: Material) -> list[str]:
    """The bot's intents; the families come with their responses (`faq/…`, `chitchat/…`)."""
    named = [
        intent
        for name, data in material.documents.items()
        if name.startswith("bot/domain/")
        for intent in data.get("intents") or ()
    ]
    families = [response.key.partition("/")[0] for response in material.responses if "/" in response.key]
    with_ways = {way.label.partition("/")[0] for way in material.ways if "/" in way.label}
    return list(dict.fromkeys([*named, *(family for family in families if family in with_ways)]))


def lines_are_items(material: Material) -> Iterator[Finding]:
    """Rasa reads only lines that begin with `- `."""
    for file in sorted({way.file for way in material.ways}):
        lines = (material.root / file).read_text(encoding="utf-8").splitlines()
        for way in material.ways:
            if way.file == file and not _ITEM.match(lines[way.line - 1]):
                yield Finding(file, way.line, f"「{way.text}」前面没有「- 」", "每一句单独一行，以「- 」开头。")


def no_paths_nor_commands(material: Material) -> Iterator[Finding]:
    """A `/intent` would be executed by Rasa; a path of somebody's machine is nobody's question."""
    for way in material.ways:
        if _COMMAND.match(way.text):
            yield Finding(way.file, way.line, f"「{way.text}」以斜线开头，会被当成命令", "去掉斜线，或删掉这一句。")
        if _OWN_PATH.search(way.text):
            yield Finding(way.file, way.line, f"「{way.text}」里有电脑上的路径", "删掉路径。")
