"""What Rasa's stock Chinese pipeline makes of the questions, in the words of our answers."""

import hashlib
import json
import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from api.policy.domain import PolicyText
from api.policy.repository import load_policies
from scripts.train import QUIET
from tests.benchmark.stock import Stock as TrainedStock
from tests.evaluation.stock import MODEL
from tests.evaluation.talk import Citation, Message, Reply

ROOT = Path(__file__).resolve().parents[2]
_PYTHON = ROOT / ".venv" / "bot" / "bin" / "python"
_SCRIPT = Path(__file__).with_name("stock.py")
_KINDS = {"chitchat": "smalltalk", "handoff": "handoff", "out_of_scope": "decline"}


@dataclass(frozen=True)
class Stock:
    """A model of these ways to ask, in a folder named after them."""

    data_dir: Path
    folder: Path
    epochs: int

    @classmethod
    def of(cls, data_dir: Path, results: Path, epochs: int) -> "Stock":
        """The folder depends on the ways to ask, the script and the epochs."""
        digest = hashlib.sha256(_SCRIPT.read_bytes() + str(epochs).encode())
        for path in sorted((data_dir / "nlu").rglob("*.yml")):
            digest.update(path.read_bytes())
        return cls(data_dir, results / "stock" / digest.hexdigest()[:16], epochs)

    @property
    def is_trained(self) -> bool:
        """Whether nothing but parsing is left to do."""
        return (self.folder / MODEL).exists()

    def replies(self, texts: Iterable[str]) -> dict[str, Reply]:
        """Text → the reply that the model's best label leads to; has the benchmark train one first if there is none."""
        wanted = sorted(set(texts))
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.is_trained:
            trained = TrainedStock.trained(self.data_dir, self.epochs, None)
            (self.folder / MODEL).symlink_to(trained.folder / MODEL)
        command = [str(_PYTHON), str(_SCRIPT), "--folder", str(self.folder)]
        environment = {**os.environ, **QUIET}
        with (self.folder / "log.txt").open("wb") as log:
            subprocess.run(
                command,
                input=json.dumps(wanted).encode(), env=environment, cwd=ROOT, stdout=log, stderr=log, check=True,
            )  # fmt: skip
        parses = json.loads((self.folder / "parses.json").read_text(encoding="utf-8"))
        words = AnswerWords.of(self.data_dir)
        return {text: words.reply(parses[text][0]) for text in wanted}


class AnswerWords:
    """The desk's own answers, so that only the understanding differs."""

    def __init__(self, answers: Mapping[str, Mapping[str, Any]], policy: PolicyText) -> None:
        self._answers = answers
        self._policy = policy

    @classmethod
    def of(cls, data_dir: Path) -> "AnswerWords":
        """From data/answers and the newest policy."""
        answers: dict[str, Any] = {}
        for path in sorted((data_dir / "answers").glob("*.yml")):
            answers.update(yaml.safe_load(path.read_text(encoding="utf-8"))["responses"])
        policy = list(load_policies(data_dir).values())[-1]
        return cls({name: variations[0] for name, variations in answers.items()}, policy)

    def reply(self, label: str) -> Reply:
        """What the desk says when this label is understood."""
        group, _, name = label.partition("__")
        if group == "faq":
            return self._answer(name)
        if label == "request_unclear":
            return Reply((Message("form", slot="request_type"),))
        if group.startswith("request_"):
            return Reply((Message("form", request=group.removeprefix("request_")),))
        return Reply((Message(_KINDS.get(group, "text")),))

    def _answer(self, name: str) -> Reply:
        answer = self._answers.get(f"utter_faq/{name}")
        if answer is None:
            return Reply((Message("error"),))
        custom = answer.get("custom", {})
        cited = tuple(self._citation(clause) for clause in custom.get("clauses", ()))
        return Reply((Message(custom.get("kind", "answer"), answer["text"], cited),))

    def _citation(self, clause: Mapping[str, str]) -> Citation:
        quote = clause.get("quote") or self._policy.quote(clause["id"], None) or ""
        return Citation(clause["id"], quote)
