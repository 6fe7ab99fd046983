from threading import Event, Thread
from time import sleep

from api.bootstrap import Desk, job_handlers
from api.conversations.jobs import SWEEP
from api.jobs import Worker
from api.jobs.models import JobRow
from api.worker import run


def test_worker_runs_until_it_is_told_to_stop(desk: Desk) -> None:
    stop = Event()
    thread = Thread(target=run, args=(Worker(desk.database, desk.clock, job_handlers(desk)), stop))
    thread.start()
    for _ in range(100):
        with desk.database.reading() as session:
            kinds = {row.kind for row in session.query(JobRow)}
        if SWEEP in kinds:
            break
        sleep(0.05)
    stop.set()
    thread.join(timeout=5)
    assert SWEEP in kinds and not thread.is_alive()
