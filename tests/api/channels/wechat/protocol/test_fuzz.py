"""A quick run of `make fuzz`."""

from tests.fuzz.runs import run

COUNT = 3000
# What the allocator keeps varies by some KiB; a leak of one body in each push would be a hundred times that.
FLAT_BYTES = 64 * 1024


def test_damage_raises_documented_errors_only_and_keeps_no_memory() -> None:
    report = run(COUNT, seed=2026)
    assert report.total == COUNT
    assert report.python_growth < FLAT_BYTES
    kinds = {kind for kind, _ in report.outcomes}
    assert kinds == {"plain body", "encrypted body", "ciphertext", "frame", "encrypted XML", "fields", "query"}
    seen = {outcome for _, outcome in report.outcomes}
    assert seen >= {"answered", "BodyMalformed", "DecryptionFailed", "SignatureInvalid", "WrongAccount"}
