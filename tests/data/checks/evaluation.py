"""The sets that the bot is measured with stay unseen."""

from collections.abc import Iterator

from tests.data.findings import Finding
from tests.data.folding import fold
from tests.data.material import Material

# 「还有呢」「那多久」: what everybody says cannot be kept apart, and says nothing without what went before.
SHORTEST = 6


def nothing_held_out_is_trained_on(material: Material) -> Iterator[Finding]:
    """No sentence of an evaluation set is a way to ask."""
    held = {fold(one.text): one for one in material.held if len(fold(one.text)) >= SHORTEST}
    for way in material.ways:
        one = held.get(fold(way.text))
        if one is not None:
            wrong = f"「{way.text}」是测评题（{one.file}，{one.id}）"
            yield Finding(way.file, way.line, wrong, "删掉：背过题目，测出来的分数就不算数了。")
