"""One contract for every SMS sender."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.identity.delivery import (
    AliyunConfig,
    AliyunSmsSender,
    DeliveryFailed,
    DeliveryLimited,
    FileSmsSender,
    Outbox,
    Sms,
    SmsSender,
    TencentConfig,
    TencentSmsSender,
)
from tests.api.identity.delivery.servers import (
    Answer,
    aliyun_signature_ok,
    form_fields,
    http_server,
    tencent_signature_ok,
)

SMS = Sms(to="+8613800138000", template="code", text="验证码 123456，5 分钟内有效。", params={"code": "123456"})
Rig = tuple[SmsSender, Callable[[], list[tuple[str, str]]]]


def now() -> datetime:
    return datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class FakeAliyun:
    """Checks signatures, keeps (phone, code) pairs, answers as told."""

    def __init__(self) -> None:
        self.received: list[tuple[str, str]] = []
        self.answer: Answer = (200, {"Code": "OK", "BizId": "1"})

    def __call__(self, headers: dict[str, str], body: bytes) -> Answer:
        if not aliyun_signature_ok(headers, body, "secret-of-tests"):
            return 400, {"Code": "SignatureDoesNotMatch"}
        fields = form_fields(body)
        assert (headers["x-acs-action"], headers["x-acs-version"]) == ("SendSms", "2017-05-25")
        assert (fields["SignName"], fields["TemplateCode"]) == ("测试签名", "SMS_1")
        if self.answer[1].get("Code") == "OK":
            self.received.append(("+86" + fields["PhoneNumbers"], json.loads(fields["TemplateParam"])["code"]))
        return self.answer


class FakeTencent:
    """The same for Tencent Cloud."""

    def __init__(self) -> None:
        self.received: list[tuple[str, str]] = []
        self.answer: Answer = (200, {"Response": {"SendStatusSet": [{"Code": "Ok"}]}})

    def __call__(self, headers: dict[str, str], body: bytes) -> Answer:
        if not tencent_signature_ok(headers, body, "secret-of-tests"):
            return 200, {"Response": {"Error": {"Code": "AuthFailure.SignatureFailure"}}}
        fields: dict[str, Any] = json.loads(body)
        assert (headers["x-tc-action"], headers["x-tc-version"]) == ("SendSms", "2021-01-11")
        assert (fields["SignName"], fields["TemplateId"], fields["SmsSdkAppId"]) == ("测试签名", "1", "1400000000")
        self.received.append((fields["PhoneNumberSet"][0], fields["TemplateParamSet"][0]))
        return self.answer


def aliyun(endpoint: str, client: httpx.Client, secret: str = "secret-of-tests") -> AliyunSmsSender:
    config = AliyunConfig("id-of-tests", secret, "测试签名", {"code": "SMS_1"}, endpoint)
    return AliyunSmsSender(config, client, now)


def tencent(endpoint: str, client: httpx.Client, secret: str = "secret-of-tests") -> TencentSmsSender:
    config = TencentConfig("id-of-tests", secret, "1400000000", "测试签名", {"code": "1"}, endpoint=endpoint)
    return TencentSmsSender(config, client, now)


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=5, trust_env=False) as opened:
        yield opened


@pytest.fixture(params=["file", "aliyun", "tencent"])
def rig(request: pytest.FixtureRequest, tmp_path: Path, client: httpx.Client) -> Iterator[Rig]:
    if request.param == "file":
        path = tmp_path / "outbox.jsonl"
        yield FileSmsSender(Outbox(path, now)), lambda: outbox_pairs(path)
    elif request.param == "aliyun":
        fake = FakeAliyun()
        with http_server(fake) as endpoint:
            yield aliyun(endpoint, client), lambda: fake.received
    else:
        other = FakeTencent()
        with http_server(other) as endpoint:
            yield tencent(endpoint, client), lambda: other.received


def outbox_pairs(path: Path) -> list[tuple[str, str]]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [("+86" + line["to"], line["params"]["code"]) for line in lines]


class TestEverySmsSender:
    """What all versions promise."""

    def test_message_arrives(self, rig: Rig) -> None:
        sender, received = rig
        sender.send(SMS)
        assert received() == [("+8613800138000", "123456")]

    def test_messages_arrive_in_order(self, rig: Rig) -> None:
        sender, received = rig
        for code in ("000001", "000002"):
            sender.send(Sms(SMS.to, SMS.template, SMS.text, {"code": code}))
        assert [code for _, code in received()] == ["000001", "000002"]


@pytest.mark.parametrize(
    ("answer", "kind", "retry"),
    [
        ((200, {"Code": "isv.BUSINESS_LIMIT_CONTROL"}), DeliveryLimited, True),
        ((200, {"Code": "isv.MOBILE_NUMBER_ILLEGAL"}), DeliveryFailed, False),
        ((503, {"Code": "ServiceUnavailable"}), DeliveryFailed, True),
        ((200, {}), DeliveryFailed, False),
    ],
)
def test_aliyun_refusals(answer: Answer, kind: type[DeliveryFailed], retry: bool, client: httpx.Client) -> None:
    fake = FakeAliyun()
    fake.answer = answer
    with http_server(fake) as endpoint, pytest.raises(kind) as caught:
        aliyun(endpoint, client).send(SMS)
    assert caught.value.retry is retry
    assert "138" not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "kind", "retry"),
    [
        ({"SendStatusSet": [{"Code": "LimitExceeded.PhoneNumberThirtySecondLimit"}]}, DeliveryLimited, True),
        ({"Error": {"Code": "RequestLimitExceeded"}}, DeliveryLimited, True),
        ({"Error": {"Code": "InternalError.Timeout"}}, DeliveryFailed, True),
        ({"SendStatusSet": [{"Code": "FailedOperation.SignatureIncorrectOrUnapproved"}]}, DeliveryFailed, False),
        ({}, DeliveryFailed, True),
    ],
)
def test_tencent_refusals(
    answer: dict[str, Any], kind: type[DeliveryFailed], retry: bool, client: httpx.Client
) -> None:
    fake = FakeTencent()
    fake.answer = (200, {"Response": answer})
    with http_server(fake) as endpoint, pytest.raises(kind) as caught:
        tencent(endpoint, client).send(SMS)
    assert caught.value.retry is retry


@pytest.mark.parametrize("build", [aliyun, tencent])
def test_wrong_secret_is_refused_by_the_fake(build: Callable[..., SmsSender], client: httpx.Client) -> None:
    fake = FakeAliyun() if build is aliyun else FakeTencent()
    with http_server(fake) as endpoint, pytest.raises(DeliveryFailed):
        build(endpoint, client, "another secret").send(SMS)
    assert fake.received == []


@pytest.mark.parametrize("build", [aliyun, tencent])
def test_dead_provider_means_later(build: Callable[..., SmsSender], client: httpx.Client) -> None:
    with http_server(FakeAliyun()) as endpoint:
        pass
    with pytest.raises(DeliveryFailed) as caught:
        build(endpoint, client).send(SMS)
    assert caught.value.retry


@pytest.mark.parametrize("build", [aliyun, tencent])
def test_template_without_code_is_final(build: Callable[..., SmsSender], client: httpx.Client) -> None:
    with pytest.raises(DeliveryFailed) as caught:
        build("http://127.0.0.1:9", client).send(Sms(SMS.to, "unknown", "", {}))
    assert not caught.value.retry
