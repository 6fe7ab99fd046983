"""The whole desk as four real processes, on free ports and with a folder of its own."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import httpx

from api.settings import Settings
from scripts.run import API, ROOT, commands, environment

PARTS = ("api", "worker", "actions", "bot")
# On a busy machine Rasa alone takes minutes; on two free cores twenty seconds.
_STARTS_WITHIN_S = 600
# Shorter than in production, so that a part's silence is noticed within a test's patience.
_PATIENCE = {"BOT_TIMEOUT_S": "5", "DATABASE_TIMEOUT_S": "2", "ACTIONS_TIMEOUT_S": "3"}


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on; all are held at once so that they differ."""
    holders = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports: list[int] = [holder.getsockname()[1] for holder in holders]
    for holder in holders:
        holder.close()
    return ports


@dataclass
class RunningDesk:
    """Its parts are started, killed and paused by name; only processes that were started here are ever touched."""

    settings: Settings
    environment: dict[str, str]
    password: str = ""
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @classmethod
    def prepare(cls, var: Path) -> Self:
        """Migrated, with a staff account; nothing runs yet."""
        api, bot, actions = (f"http://127.0.0.1:{port}" for port in free_ports(3))
        settings = Settings(_env_file=None, var_dir=var, public_url=api, bot_url=bot, actions_url=actions)
        own = {
            "VAR_DIR": str(var),
            "DATABASE_URL": settings.database_url,
            "BOT_DATABASE": str(var / "bot.db"),
            "PUBLIC_URL": api,
            "BOT_URL": bot,
            "ACTIONS_URL": actions,
            "LOG_LEVEL": "WARNING",
            **_PATIENCE,
        }
        desk = cls(settings, {**environment(settings), **own})
        desk._command("migrate")
        desk.password = desk._command("create-staff", "--username", "admin", "--role", "admin")
        return desk

    @property
    def address(self) -> str:
        """Where the api is."""
        return self.settings.public_url

    def start(self, *names: str) -> None:
        """Starts parts; their output goes to a file each."""
        for name in names:
            command = commands(self.settings)[name]
            with self.log(name).open("ab") as output:
                self.processes[name] = subprocess.Popen(
                    ["/bin/sh", "-c", command], cwd=ROOT, env=self.environment, stdout=output, stderr=output
                )

    def kill(self, name: str) -> None:
        """As the kernel does when memory runs out."""
        self._signal(name, signal.SIGKILL)
        self.processes[name].wait(timeout=10)

    def pause(self, name: str) -> None:
        """Stops it in the middle of whatever it does."""
        self._signal(name, signal.SIGSTOP)

    def resume(self, name: str) -> None:
        """Lets it go on."""
        self._signal(name, signal.SIGCONT)

    def repair(self) -> None:
        """Starts again what does not run, and waits for it."""
        self.start(*self._ended())
        self.wait_until_ready()

    @contextmanager
    def set_up_for(self, changed: Mapping[str, str]) -> Iterator[None]:
        """With other settings of api and worker; the bot keeps running, since its model takes long to load."""
        before = dict(self.environment)
        self.environment |= changed
        self._renew("api", "worker")
        try:
            yield
        finally:
            self.environment = before
            self._renew("api", "worker")

    def stop(self) -> None:
        """Ends each part by its own id."""
        running = [process for process in self.processes.values() if process.poll() is None]
        for process in running:
            process.send_signal(signal.SIGCONT)
            process.terminate()
        for process in running:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=10)

    def wait_until_ready(self) -> None:
        """Until every part answers."""
        deadline = time.monotonic() + _STARTS_WITHIN_S
        while time.monotonic() < deadline and not self._ended():
            if self._is_ready():
                return
            time.sleep(0.2)
        raise AssertionError("\n".join(self.log(name).read_text()[-2000:] for name in PARTS))

    def log(self, name: str) -> Path:
        """What a part printed."""
        return self.settings.var_dir / f"{name}.log"

    def _renew(self, *names: str) -> None:
        for name in names:
            self.kill(name)
        self.repair()

    def _ended(self) -> list[str]:
        return [name for name, process in self.processes.items() if process.poll() is not None]

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.address}/readyz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def _signal(self, name: str, number: signal.Signals) -> None:
        os.kill(self.processes[name].pid, number)

    def _command(self, *arguments: str) -> str:
        done = subprocess.run(
            [API, "-m", "api.cli", *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout.strip()
