"""The rules themselves see what they are for, and nothing else."""

import ast

import pytest

from tests.architecture import rules


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("rows = session.scalars(select(Ticket))", [1]),
        ("\nstatement = sa.select(Ticket)", [2]),
        ("selected = choose(Ticket)", []),
        ("from sqlalchemy import select", []),
    ],
)
def test_calls(code: str, lines: list[int]) -> None:
    assert rules.calls_of(ast.parse(code), "select") == lines


@pytest.mark.parametrize(
    "code",
    [
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "date.today()",
        "time.time()",
        "from time import time as clock\nclock()",
        "func.now()",
    ],
)
def test_reading_of_time(code: str) -> None:
    assert rules.readings_of_time(ast.parse(code))


@pytest.mark.parametrize(
    "code", ["clock.now()", "self._clock.now()", "time.monotonic()", "request.app.state.clock.now()"]
)
def test_no_reading_of_time(code: str) -> None:
    assert rules.readings_of_time(ast.parse(code)) == []


def test_imports() -> None:
    tree = ast.parse(
        "import os.path\nfrom fastapi.testclient import TestClient\nfrom api.tickets import schemas\nimport apiary"
    )
    assert rules.imports_of(tree, "fastapi") == ["fastapi.testclient.TestClient"]
    assert rules.imports_of(tree, "api") == ["api.tickets.schemas"]
    assert rules.imports_beside(tree, "api.tickets") == ["fastapi.testclient.TestClient", "apiary"]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('say("您的请求已经登记下来，请您耐心等待答复")', True),
        ('NAME = "您的请求"', False),
        ('"""一个模块的说明，可以是中文，多长都行，不是说给用户听的"""', False),
        ('X = re.compile("您的请求已经登记下来请您耐心等待答复")', False),
        ('X = "刚才|刚刚|前面|上面|之前|先前|头先|方才|才刚"', False),
        ('STOP = frozenset("我你您他她它们的了吗呢吧么啥谁")', False),
    ],
)
def test_prose(code: str, found: bool) -> None:
    assert bool(rules.prose(ast.parse(code), 12)) is found


def test_long_functions() -> None:
    tree = ast.parse("def short():\n    pass\n\n\nasync def long():\n    a = 1\n    return a\n")
    assert rules.long_functions(tree, 2) == ["long"]
