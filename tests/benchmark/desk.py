"""The desk: started on free ports with a folder of its own, measured, stopped."""

import os
import re
import tempfile
import time
from pathlib import Path

from scripts.train import DATA, MODEL, PYTHON, QUIET, ROOT, STAMP, fingerprint
from tests.benchmark.doors import api_door, client, parser, rasa_door
from tests.benchmark.figures import Side
from tests.benchmark.processes import load, resident, run_patiently, wait_until_ready
from tests.benchmark.progress import say
from tests.benchmark.timing import Plan, measure, warm
from tests.e2e.running_desk import PARTS, RunningDesk

_LOG = ROOT / "var" / "train.log"
_TOOK = re.compile(r"^\[train\] trained in ([\d.]+) s$", re.MULTILINE)
# The end-to-end tests' desk is impatient, so that silence is noticed; here a slow turn is a figure and no failure.
_PATIENCE = {"BOT_TIMEOUT_S": "30", "DATABASE_TIMEOUT_S": "10", "ACTIONS_TIMEOUT_S": "20"}


def measure_desk(plan: Plan, training_s: float | None) -> Side:
    """All four processes, and all figures."""
    _check_model()
    with tempfile.TemporaryDirectory(prefix="desk-benchmark-") as folder:
        desk = RunningDesk.prepare(Path(folder))
        desk.environment.update(_PATIENCE)
        try:
            return _measure(desk, plan, training_s)
        finally:
            desk.stop()


def last_training() -> float | None:
    """As `make train` logged it."""
    found = _TOOK.findall(_LOG.read_text(encoding="utf-8", errors="replace")) if _LOG.is_file() else []
    return float(found[-1]) if found else None


def train_anew() -> float:
    """Into a folder that is thrown away, with nothing taken from Rasa's cache of earlier trainings."""
    say("desk: training anew")
    with tempfile.TemporaryDirectory(prefix="desk-training-") as folder:
        command = [str(PYTHON), "-m", "rasa", "train", "--skip-validation", "--quiet", "--config", "bot/config.yml"]
        command += ["--domain", "bot/domain", "--data", *DATA, "--out", folder, "--fixed-model-name", "desk"]
        environment = {**os.environ, **QUIET, "RASA_CACHE_DIRECTORY": f"{folder}/cache"}
        return run_patiently("desk: training", command, ROOT, environment, Path(folder) / "train.log")


def _measure(desk: RunningDesk, plan: Plan, training_s: float | None) -> Side:
    say("desk: starting")
    begin = time.monotonic()
    desk.start(*PARTS)
    wait_until_ready(f"{desk.address}/readyz", desk.processes, desk.settings.var_dir)
    start_s = time.monotonic() - begin
    with client(desk.address) as api, client(desk.settings.bot_url) as bot:
        say("desk: parsing")
        parsing = warm(parser(bot, desk.settings.bot_token.get_secret_value()), plan)
        rasa = measure("desk in Rasa", rasa_door(bot), plan)
        through_api = measure("desk through the api", api_door(api), plan)
    return Side(start_s, training_s, parsing, rasa, through_api, resident(desk.processes), load())


def _check_model() -> None:
    if not MODEL.is_file():
        raise SystemExit("no model: run `make train`")
    if not STAMP.is_file() or STAMP.read_text(encoding="utf-8") != fingerprint():
        say("WARNING: data or components changed since the model was trained")
