"""Starts the whole desk under honcho and says when it is ready. Ctrl-C ends all of it."""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from honcho.manager import Manager
from honcho.printer import Printer

from api.settings import Settings, load_settings
from scripts.train import QUIET

ROOT = Path(__file__).resolve().parent.parent
API = str(ROOT / ".venv" / "api" / "bin" / "python")
BOT = str(ROOT / ".venv" / "bot" / "bin" / "python")
_PATIENCE_S = 180


def main() -> int:
    """Migrates, makes the first staff account, starts the four processes and waits for their end."""
    settings = load_settings()
    say("migrating the database")
    subprocess.run([API, "-m", "api.cli", "migrate"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    password = first_password()
    manager = Manager(Printer(prefix=True))
    for name, command in commands(settings).items():
        manager.add_process(name, command, cwd=str(ROOT), env=environment(settings), quiet=False)
    say("starting api, bot, actions and worker")
    threading.Thread(target=announce, args=(settings, password), daemon=True).start()
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    manager.loop()
    return int(manager.returncode or 0)


def first_password() -> str:
    """Makes the account `admin` at the first start; empty when there is one already."""
    command = [API, "-m", "api.cli", "create-staff", "--username", "admin", "--role", "admin"]
    made = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return made.stdout.strip()


def commands(settings: Settings) -> dict[str, str]:
    """What is run under which name. `exec` lets signals reach the process itself rather than a shell."""
    port = urlsplit(settings.public_url).port or 8000
    bot, actions = urlsplit(settings.bot_url), urlsplit(settings.actions_url)
    host = os.environ.get("HOST", "127.0.0.1")
    return {
        "api": f"exec {API} -m uvicorn api.app:create_app --factory --host {host} --port {port}"
        " --no-access-log --log-level warning --timeout-graceful-shutdown 3 --timeout-keep-alive 75",
        "worker": f"exec {API} -m api.worker",
        "actions": f"exec {BOT} -m actions --port {actions.port}",
        "bot": f"exec {BOT} -m bot run --model models/desk.tar.gz --endpoints bot/endpoints.yml"
        f" --credentials bot/credentials.yml --enable-api --auth-token=$BOT_TOKEN -i 127.0.0.1 --port {bot.port}",
    }


def environment(settings: Settings) -> dict[str, str]:
    """What the bot's side needs to know; api and worker read their own settings."""
    port = urlsplit(settings.public_url).port or 8000
    return {
        **os.environ,
        **QUIET,
        "PYTHONUNBUFFERED": "1",
        "SERVICE_TOKEN": settings.service_token.get_secret_value(),
        "BOT_TOKEN": settings.bot_token.get_secret_value(),
        "API_URL": f"http://127.0.0.1:{port}",
        "ACTIONS_URL": settings.actions_url,
        "BOT_DATABASE": os.environ.get("BOT_DATABASE", str((settings.var_dir / "bot.db").absolute())),
        "SANIC_WORKERS": "1",
        "LOG_LEVEL": "ERROR",
    }


def announce(settings: Settings, password: str) -> None:
    """Prints the address, and once the password, when every part answers."""
    if not wait_until_ready(f"{settings.public_url}/readyz"):
        say(f"not ready after {_PATIENCE_S} seconds; {settings.public_url}/readyz says which part is missing")
        return
    say(f"ready: {settings.public_url}   staff: {settings.public_url}/staff")
    if password:
        say(f"staff account admin, password {password} (shown only now)")


def wait_until_ready(address: str) -> bool:
    """Asks until all parts answer or patience ends."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return True
        except (urllib.error.URLError, OSError):
            pass  # not up yet: asked again below
        time.sleep(0.5)
    return False


def say(text: str) -> None:
    """One line on the terminal."""
    print(f"[run] {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
