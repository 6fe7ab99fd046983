"""A quick run of `make fuzz`."""

import pytest

from tests.fuzz import __main__ as command
from tests.fuzz.runs import PYTHON_LIMIT, RESIDENT_LIMIT, Report, run

COUNT = 3000


def test_damage_raises_documented_errors_only_and_keeps_no_memory() -> None:
    report = run(COUNT, seed=2026)
    assert report.total == COUNT
    assert report.python_growth < PYTHON_LIMIT
    kinds = {kind for kind, _ in report.outcomes}
    assert kinds == {"plain body", "encrypted body", "ciphertext", "frame", "encrypted XML", "fields", "query"}
    seen = {outcome for _, outcome in report.outcomes}
    assert seen >= {"answered", "BodyMalformed", "DecryptionFailed", "SignatureInvalid", "WrongAccount"}


@pytest.mark.parametrize(
    ("python", "resident", "code"),
    [(PYTHON_LIMIT, RESIDENT_LIMIT, 0), (PYTHON_LIMIT + 1, 0, 1), (0, RESIDENT_LIMIT + 1, 1)],
)
def test_growth_of_memory_fails_the_run(
    monkeypatch: pytest.MonkeyPatch, python: int, resident: int, code: int
) -> None:
    report = Report(python_growth=python, resident_growth=resident)
    monkeypatch.setattr(command, "run", lambda _count, _seed: report)
    monkeypatch.setattr("sys.argv", ["fuzz"])
    assert command.main() == code
