"""Carries out due jobs: `python -m api.worker`."""

import signal
from threading import Event
from types import FrameType

import structlog
from sqlalchemy.exc import OperationalError

from api.bootstrap import PERIODIC_JOBS, build_desk, job_handlers
from api.http.logs import configure_logging
from api.jobs import Worker
from api.settings import load_settings

log = structlog.get_logger(__name__)

IDLE_S = 0.25
DATABASE_PAUSE_S = 2.0


def run(worker: Worker, stop: Event) -> None:
    """Until told to stop; goes on at once while there is work."""
    started = False
    while not stop.is_set():
        try:
            if not started:
                worker.keep_running(PERIODIC_JOBS)
                started = True
            pause = 0.0 if worker.run_due() else IDLE_S
        except OperationalError as error:
            log.warning("worker.database_unavailable", error=type(error).__name__)
            pause = DATABASE_PAUSE_S
        stop.wait(pause)


def main() -> None:
    settings = load_settings()
    configure_logging(settings.log_level)
    desk = build_desk(settings)
    stop = Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask_to_stop)
    log.info("worker.started")
    run(Worker(desk.database, desk.clock, job_handlers(desk)), stop)
    desk.database.dispose()


if __name__ == "__main__":
    main()
