"""One contract for every mail sender."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.identity.delivery import DeliveryFailed, FileMailSender, Mail, MailSender, Outbox, SmtpConfig, SmtpMailSender
from tests.api.identity.delivery.servers import free_port, mail_server

MAIL = Mail("zhang.san@example.com", "receipt", "您的申请已受理", "受理编号 PD-2026-1111-1111-1111\n", {"number": "x"})
Rig = tuple[MailSender, Callable[[], list[tuple[str, str]]]]


def smtp(port: int) -> SmtpMailSender:
    return SmtpMailSender(SmtpConfig("127.0.0.1", port, "隐私服务台 <desk@example.com>", start_tls=False, timeout=5))


@pytest.fixture(params=["file", "smtp"])
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    if request.param == "file":
        path = tmp_path / "outbox.jsonl"
        yield FileMailSender(Outbox(path, lambda: datetime(2026, 11, 22, tzinfo=UTC))), lambda: outbox_pairs(path)
        return
    with mail_server() as (host, port):
        yield (
            smtp(port),
            lambda: [(mail["To"], mail.get_payload(decode=True).decode().replace("\r\n", "\n")) for mail in host.mails],
        )  # type: ignore[union-attr]


def outbox_pairs(path: Path) -> list[tuple[str, str]]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert all(
        line["channel"] == "mail" and set(line) == {"at", "channel", "to", "template", "params", "text"}
        for line in lines
    )
    return [(line["to"], line["text"]) for line in lines]


class TestEveryMailSender:
    """What all versions promise."""

    def test_mail_arrives_word_for_word(self, rig: Rig) -> None:
        sender, received = rig
        sender.send(MAIL)
        assert received() == [("zhang.san@example.com", MAIL.text)]


def test_subject_and_headers_are_set() -> None:
    with mail_server() as (host, port):
        smtp(port).send(MAIL)
    mail = host.mails[0]
    assert mail["Subject"] == MAIL.subject
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@example.com>")


@pytest.mark.parametrize(("refusal", "retry"), [("451 later", True), ("554 never", False)])
def test_server_refusals(refusal: str, retry: bool) -> None:
    with mail_server() as (host, port):
        host.refusal = refusal
        with pytest.raises(DeliveryFailed) as caught:
            smtp(port).send(MAIL)
    assert caught.value.retry is retry


def test_dead_server_means_later() -> None:
    with pytest.raises(DeliveryFailed) as caught:
        smtp(free_port()).send(MAIL)
    assert caught.value.retry
