"""The table holds each code that is documented."""

from pathlib import Path

import pytest

from api.channels.wechat.outbound.domain import Do
from api.channels.wechat.outbound.errors import load_errors

TABLE = load_errors(Path(__file__).resolve().parents[5] / "data")
DOCUMENTED = {
    Do.RETRY: (-1, 45011, 61450),
    Do.REFRESH: (40001, 40014, 42001),
    Do.CLOSE: (45015, 45047, 43004, 48002, 43101, 43019, 50005, 46004),
    Do.ALARM: (40164, 48001, 48004, 45009, 40013, 48006, *range(61452, 61458)),
    Do.BUG: (40003, 40037, 41001, 44004, 45002, 47001, 45072, 40029, 40163, 61451),
    Do.TEXT: (40200,),
    Do.IGNORE: (45080, 45081),
}


@pytest.mark.parametrize(("do", "code"), [(do, code) for do, codes in DOCUMENTED.items() for code in codes])
def test_documented_code_is_in_the_table(do: Do, code: int) -> None:
    assert TABLE.do(code) == do
    assert TABLE.says(code)


def test_code_that_nobody_knows_calls_a_person() -> None:
    assert (TABLE.do(99999), TABLE.says(99999)) == (Do.ALARM, "")
