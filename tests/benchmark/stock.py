"""A bare Rasa server with the stock assistant: trained once for a hash of data and configuration, measured, stopped."""

import hashlib
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import yaml

from scripts.train import PYTHON, QUIET, ROOT
from tests.benchmark.doors import client, parser, rasa_door
from tests.benchmark.figures import Side
from tests.benchmark.processes import Process, end, load, resident, run_patiently, wait_until_ready
from tests.benchmark.progress import say
from tests.benchmark.stock_assistant import files
from tests.benchmark.timing import Plan, measure, warm
from tests.e2e.running_desk import free_ports
from tests.evaluation.stock import one_line

_RESULTS = ROOT / "results" / "stock-bench"
_RASA = (str(PYTHON), "-m", "rasa")
# As the desk's own bot is started, so that the two are told apart by pipeline and policies alone.
_ENVIRONMENT = {**QUIET, "PYTHONUNBUFFERED": "1", "SANIC_WORKERS": "1", "LOG_LEVEL": "ERROR"}


@dataclass(frozen=True)
class Stock:
    """A trained model in its folder; `note` says what it was trained on."""

    folder: Path
    training_s: float
    note: str

    @classmethod
    def trained(cls, data: Path, epochs: int, labels: int | None) -> Self:
        """Trains unless the same was trained before; the time of that training is kept beside the model."""
        say("stock: reading the data")
        contents = files(data, epochs, labels)
        wanted = {name: _yaml(content) for name, content in contents.items()}
        digest = hashlib.sha256("\0".join(wanted.values()).encode()).hexdigest()
        folder = _RESULTS / digest[:16]
        took = folder / "training.json"
        when = "in an earlier run" if took.is_file() else "in this run"
        if not took.is_file():
            _train(folder, wanted, took)
        note = f"stock: {len(contents['domain.yml']['intents'])} labels, {epochs} epochs, trained {when}"
        say(f"{note}, kept in {folder.relative_to(ROOT)}")
        return cls(folder, json.loads(took.read_text(encoding="utf-8"))["seconds"], note)

    def measure(self, plan: Plan) -> Side:
        """All figures that a bare server has."""
        say("stock: starting")
        begin = time.monotonic()
        with self._server() as (url, processes):
            wait_until_ready(f"{url}/status", processes, self.folder)
            start_s = time.monotonic() - begin
            # The stock tokenizer fails on blanks (RasaHQ/rasa#7910).
            plan = replace(plan, questions=tuple(one_line(text) for text in plan.questions))
            with client(url) as bot:
                say("stock: parsing")
                parsing = warm(parser(bot, token=""), plan)
                rasa = measure("stock", rasa_door(bot), plan)
            return Side(start_s, self.training_s, parsing, rasa, None, resident(processes), load())

    @contextmanager
    def _server(self) -> Iterator[tuple[str, dict[str, Process]]]:
        [port] = free_ports(1)
        command = [*_RASA, "run", "--model", "model.tar.gz", "--credentials", "credentials.yml", "--enable-api"]
        with (self.folder / "bot.log").open("wb") as output:
            server = subprocess.Popen(
                [*command, "-i", "127.0.0.1", "--port", str(port)],
                cwd=self.folder, env={**os.environ, **_ENVIRONMENT}, stdout=output, stderr=output,
            )  # fmt: skip
        try:
            yield f"http://127.0.0.1:{port}", {"bot": server}
        finally:
            end(server)


def _train(folder: Path, wanted: dict[str, str], took: Path) -> None:
    say("stock: training; on the whole data this takes very long (an hour and more on two cores), and is kept")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")
    command = [*_RASA, "train", "--skip-validation", "--quiet", "--config", "config.yml", "--domain", "domain.yml"]
    command += ["--data", "nlu.yml", "rules.yml", "stories.yml", "--out", ".", "--fixed-model-name", "model"]
    with tempfile.TemporaryDirectory(prefix="stock-training-") as cache:
        environment = {**os.environ, **_ENVIRONMENT, "RASA_CACHE_DIRECTORY": cache}
        seconds = run_patiently("stock: training", command, folder, environment, folder / "train.log")
    took.write_text(json.dumps({"seconds": round(seconds, 1)}), encoding="utf-8")


def _yaml(content: object) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
