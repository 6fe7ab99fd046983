"""Real SQLite in a folder of its own for each test; the bot and the clock are fakes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.bootstrap import Desk, build_desk, job_handlers
from api.db import Database, create_database
from api.jobs import Worker
from api.migrations.runner import migrate
from api.policy import PolicyDesk
from api.settings import Settings
from tests.support.bot import ScriptedBot
from tests.support.clock import FakeClock
from tests.support.visitor import Visitor

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="session")
def shared_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One set of secrets and one migrated database, copied for each test."""
    folder = tmp_path_factory.mktemp("var")
    settings = Settings(_env_file=None, var_dir=folder, data_dir=DATA)
    database = _open(settings)
    migrate(database)
    database.dispose()
    return folder


def _open(settings: Settings) -> Database:
    return create_database(settings.database_url, settings.data_keys.get_secret_value(), settings.database_timeout_s)


@pytest.fixture
def settings(shared_var: Path, tmp_path: Path) -> Settings:
    var = tmp_path / "var"
    shutil.copytree(shared_var, var)
    return Settings(_env_file=None, var_dir=var, data_dir=DATA, bot_timeout_s=1, actions_url="http://127.0.0.1:9")


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    database = _open(settings)
    yield database
    database.dispose()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def bot() -> ScriptedBot:
    return ScriptedBot()


@pytest.fixture(scope="session")
def policy() -> PolicyDesk:
    """Read once: the texts do not change in a test."""
    return PolicyDesk(DATA, FakeClock(), "Asia/Shanghai")


@pytest.fixture
def desk(settings: Settings, clock: FakeClock, bot: ScriptedBot, policy: PolicyDesk) -> Iterator[Desk]:
    desk = build_desk(settings, clock=clock, bot=bot, policy=policy)
    yield desk
    desk.database.dispose()


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(create_app(desk), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def worker(desk: Desk) -> Worker:
    return Worker(desk.database, desk.clock, job_handlers(desk))


@pytest.fixture
def visitor(client: TestClient) -> Visitor:
    return Visitor.arrive(client)
