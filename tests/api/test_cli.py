from pathlib import Path

import pytest
from sqlalchemy import text

from api.bootstrap import build_desk
from api.cli import main
from api.settings import load_settings


@pytest.fixture(autouse=True)
def _environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))


def test_migrate_can_be_repeated() -> None:
    assert [main(["migrate"]), main(["migrate"])] == [0, 0]


def test_verify_audit_tells_of_a_broken_chain(capsys: pytest.CaptureFixture[str]) -> None:
    main(["migrate"])
    desk = build_desk(load_settings())
    with desk.database.transaction() as session:
        desk.audit.record(session, actor="staff:1", subject="ticket:1", action="ticket:open")
    assert main(["verify-audit"]) == 0
    with desk.database.transaction() as session:
        session.execute(text("UPDATE audit_heads SET last_hash = 'x'"))
    desk.database.dispose()
    assert main(["verify-audit"]) == 1
    assert "event 1" in capsys.readouterr().err


def test_unknown_command_is_refused() -> None:
    with pytest.raises(SystemExit):
        main(["dance"])


def test_retention_and_rotation_count_and_do(capsys: pytest.CaptureFixture[str]) -> None:
    main(["migrate"])
    for command in ("retention", "rotate-keys"):
        assert main([command, "--dry-run"]) == 0
        assert main([command]) == 0
    assert "may be taken out" in capsys.readouterr().out
