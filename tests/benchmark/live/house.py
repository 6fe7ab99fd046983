"""The api and the worker as processes over a database of their own, with agents."""

from pathlib import Path

import httpx

from api.bootstrap import build_desk
from api.staff.domain import Role, generate_password
from tests.benchmark.processes import wait_until_ready
from tests.e2e.running_desk import RunningDesk

PARTS = ("api", "worker")


def prepare(folder: Path) -> RunningDesk:
    """Nothing runs yet. The database's patience is that of production, not that of the end-to-end tests."""
    desk = RunningDesk.prepare(folder)
    desk.environment["DATABASE_TIMEOUT_S"] = "3"
    return desk


def hire(desk: RunningDesk, number: int) -> dict[str, str]:
    """Agents' names and passwords."""
    people = {f"agent{each:02d}": generate_password() for each in range(number)}
    parts = build_desk(desk.settings)
    with parts.database.transaction() as session:
        for username, password in people.items():
            parts.staff_side.accounts.create(
                session, username=username, role=Role.AGENT, password=password, actor="benchmark"
            )
    parts.database.dispose()
    return people


def start(desk: RunningDesk, *parts: str) -> None:
    """Waits until the api answers. No bot runs, so `/readyz` would never be green."""
    desk.start(*parts)
    running = {name: desk.processes[name] for name in parts}
    wait_until_ready(f"{desk.address}/healthz", running, desk.settings.var_dir)


def alive(desk: RunningDesk) -> bool:
    """Whether the api answers at present."""
    return httpx.get(f"{desk.address}/healthz", timeout=5, trust_env=False).status_code == httpx.codes.OK
