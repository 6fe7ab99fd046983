"""Rasa's stock Chinese pipeline, and what it makes of texts; runs in the bot's environment.

    .venv/bot/bin/python tests/evaluation/stock.py --folder results/stock/<hash>

Texts come as a JSON list on standard input. `<folder>/parses.json` holds text → [label, confidence] afterwards; a text
that is in the file is not parsed again. The answers are plain intents (`faq/x` becomes `faq__x`), so that DIET alone
decides and no ResponseSelector is trained beside it. The benchmark trains the model (tests/benchmark/stock.py).
"""

import argparse
import asyncio
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

# Decided from the scores of the others, never learned (data/nlu/conversation/decided.yml).
_NOT_LEARNED = ("questions", "clarify")
MODEL = "model.tar.gz"
_EXAMPLE = re.compile(r"^\s*- (.*)$", re.MULTILINE)


def main() -> int:
    """Parses what was not parsed yet."""
    options = _options()
    parses = options.folder / "parses.json"
    known: dict[str, Any] = json.loads(parses.read_text(encoding="utf-8")) if parses.exists() else {}
    wanted = [text for text in json.load(sys.stdin) if text not in known]
    if wanted:
        known.update(asyncio.run(parse(options.folder / MODEL, wanted)))
        parses.write_text(json.dumps(known, ensure_ascii=False, indent=0), encoding="utf-8")
    return 0


def learned(data: Path) -> Iterator[tuple[str, list[str]]]:
    """Label and ways to ask; several blocks of one label are one."""
    merged: dict[str, list[str]] = {}
    for path in sorted(data.rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            label = block.get("intent", "")
            if label and label not in _NOT_LEARNED:
                merged.setdefault(label.replace("/", "__"), []).extend(_EXAMPLE.findall(block["examples"]))
    for label, texts in merged.items():
        yield label, [one_line(text) for text in texts]


def one_line(text: str) -> str:
    """Blanks become commas: JiebaTokenizer makes tokens of blanks, and featurizers fail on them (Rasa #7910)."""
    return re.sub(r"\s+", "，", text.strip())


def config(epochs: int) -> dict[str, Any]:
    """The stock Chinese pipeline; word boundaries off, for they miss inside Chinese."""
    counts = {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4}
    pipeline = [
        {"name": "JiebaTokenizer"},
        {"name": "RegexFeaturizer", "use_word_boundaries": False},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        counts,
        {"name": "DIETClassifier", "epochs": epochs, "constrain_similarities": True},
    ]
    return {"recipe": "default.v1", "assistant_id": "stock", "language": "zh", "pipeline": pipeline, "policies": []}


async def parse(model: Path, texts: list[str]) -> dict[str, tuple[str, float]]:
    """The best label of each text."""
    from rasa.core.agent import Agent  # type: ignore[import-not-found]

    agent = Agent.load(str(model))
    parsed = {}
    for text in texts:
        intent = (await agent.parse_message(one_line(text) or "，"))["intent"]
        parsed[text] = (str(intent["name"]), float(intent["confidence"]))
    return parsed


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
