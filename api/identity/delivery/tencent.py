"""Tencent Cloud sms 2021-01-11, SendSms, by plain HTTPS with a TC3-HMAC-SHA256 signature."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx

from api.identity.delivery.ports import DeliveryFailed, DeliveryLimited, Sms

_ALGORITHM = "TC3-HMAC-SHA256"
_CONTENT_TYPE = "application/json; charset=utf-8"
_SIGNED = "content-type;host;x-tc-action"


@dataclass(frozen=True)
class TencentConfig:
    """Account, application, signature and the provider's template ids by our template names."""

    secret_id: str
    secret_key: str
    app_id: str
    sign_name: str
    templates: Mapping[str, str]
    region: str = "ap-guangzhou"
    endpoint: str = "https://sms.tencentcloudapi.com"


class TencentSmsSender:
    """One message, one signed request."""

    def __init__(self, config: TencentConfig, client: httpx.Client, now: Callable[[], datetime]) -> None:
        self._config = config
        self._client = client
        self._now = now

    def send(self, sms: Sms) -> None:
        """Send by template; `LimitExceeded.*` means later, other refusals are final."""
        body = self._body(sms)
        try:
            answer = self._client.post(self._config.endpoint + "/", content=body, headers=self._headers(body))
            code = _code_of(answer.json())
        except (httpx.HTTPError, ValueError, KeyError, IndexError, TypeError) as error:
            raise DeliveryFailed(f"tencent {type(error).__name__}") from error
        if code == "Ok":
            return
        if code.startswith(("LimitExceeded", "RequestLimitExceeded")):
            raise DeliveryLimited(f"tencent {code}")
        raise DeliveryFailed(f"tencent {code}", retry=code.startswith("InternalError"))

    def _body(self, sms: Sms) -> bytes:
        template = self._config.templates.get(sms.template)
        if template is None:
            raise DeliveryFailed(f"tencent: no template id for {sms.template}", retry=False)
        fields = {
            "PhoneNumberSet": [sms.to],
            "SmsSdkAppId": self._config.app_id,
            "SignName": self._config.sign_name,
            "TemplateId": template,
            "TemplateParamSet": list(sms.params.values()),
        }
        return json.dumps(fields, ensure_ascii=False).encode()

    def _headers(self, body: bytes) -> dict[str, str]:
        moment = self._now().astimezone(UTC)
        host = httpx.URL(self._config.endpoint).netloc.decode()
        return {
            "content-type": _CONTENT_TYPE,
            "host": host,
            "x-tc-action": "SendSms",
            "x-tc-version": "2021-01-11",
            "x-tc-region": self._config.region,
            "x-tc-timestamp": str(int(moment.timestamp())),
            "authorization": self._authorization(body, host, moment),
        }

    def _authorization(self, body: bytes, host: str, moment: datetime) -> str:
        call = Call("sms", host, "SendSms", body, int(moment.timestamp()))
        return authorization(self._config.secret_id, self._config.secret_key, call)


@dataclass(frozen=True)
class Call:
    """What is signed; `at` in seconds since 1970."""

    service: str
    host: str
    action: str
    body: bytes
    at: int


def authorization(secret_id: str, secret_key: str, call: Call) -> str:
    """The TC3 header for a POST to `/`. https://cloud.tencent.com/document/api/213/30654"""
    headers = f"content-type:{_CONTENT_TYPE}\nhost:{call.host}\nx-tc-action:{call.action.lower()}\n"
    request = "\n".join(("POST", "/", "", headers, _SIGNED, hashlib.sha256(call.body).hexdigest()))
    day = datetime.fromtimestamp(call.at, UTC).strftime("%Y-%m-%d")
    scope = f"{day}/{call.service}/tc3_request"
    hashed = hashlib.sha256(request.encode()).hexdigest()
    to_sign = f"{_ALGORITHM}\n{call.at}\n{scope}\n{hashed}"
    key = f"TC3{secret_key}".encode()
    for part in (day, call.service, "tc3_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
    return f"{_ALGORITHM} Credential={secret_id}/{scope}, SignedHeaders={_SIGNED}, Signature={signature}"


def _code_of(answer: Any) -> str:
    response = answer["Response"]
    found = response["Error"]["Code"] if "Error" in response else response["SendStatusSet"][0]["Code"]
    return str(found)
