"""Trains the model when `data/`, `bot/` or the bot's lock changed since; runs in the api's environment."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "models" / "desk.tar.gz"
STAMP = ROOT / "models" / "desk.sha256"
PYTHON = ROOT / ".venv" / "bot" / "bin" / "python"
DATA = ("data/nlu", "data/rules", "data/answers")
_SOURCES = (*DATA, "data/lookups/words.txt", "data/lookups/concepts.yml", "bot", "requirements/bot.txt")


def main() -> int:
    """Trains when it must; the exit code is that of the training."""
    wanted = fingerprint()
    if MODEL.exists() and STAMP.is_file() and STAMP.read_text() == wanted:
        return 0
    print("[train] training the model (two to three minutes)", flush=True)
    command = [str(PYTHON), "-m", "bot", "train", "--skip-validation", "--force", "--quiet"]
    command += ["--config", "bot/config.yml", "--domain", "bot/domain", "--data", *DATA]
    command += ["--out", "models", "--fixed-model-name", "desk"]
    environment = {**os.environ, **QUIET}
    log = ROOT / "var" / "train.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("w") as output:
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    if done.returncode or not MODEL.exists():
        print(log.read_text()[-3000:], file=sys.stderr)
        return done.returncode or 1
    STAMP.write_text(wanted)
    return 0


# SQLAlchemy speaks at start-up of matters that are none of ours; nothing is sent to Rasa.
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}


def fingerprint() -> str:
    """One hash over the names and contents of everything that the model depends on."""
    digest = hashlib.sha256()
    for source in _SOURCES:
        path = ROOT / source
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(ROOT)).encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
