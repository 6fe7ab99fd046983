"""`make run` is ended by Ctrl-C: it leaves no process behind."""

import os
import signal
import subprocess
from pathlib import Path

import psutil

from scripts.run import API, ROOT
from tests.e2e.letters import until
from tests.e2e.running_desk import free_ports


def test_ctrl_c_ends_every_process(tmp_path: Path) -> None:
    api, bot, actions = (f"http://127.0.0.1:{port}" for port in free_ports(3))
    addresses = {"VAR_DIR": str(tmp_path / "var"), "PUBLIC_URL": api, "BOT_URL": bot, "ACTIONS_URL": actions}
    with (tmp_path / "run.log").open("wb") as output:
        run = subprocess.Popen(
            [API, "-m", "scripts.run"],
            cwd=ROOT,
            env={**os.environ, **addresses},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    family: list[psutil.Process] = [psutil.Process(run.pid)]
    try:
        log = tmp_path / "run.log"
        until(lambda: log.read_text().count(" started (pid=") == 4, within_s=120)
        family += family[0].children(recursive=True)
        assert len(family) > 4
        # As a terminal does: to the whole group in the foreground.
        os.killpg(run.pid, signal.SIGINT)
        run.wait(timeout=60)
        _, alive = psutil.wait_procs(family, timeout=10)
        assert [process.name() for process in alive] == []
    finally:
        for process in family:
            if process.is_running():
                process.kill()
