"""Aliyun Dysmsapi 2017-05-25, SendSms, by plain HTTPS with an ACS3-HMAC-SHA256 signature.

Parameters travel in the form body, so that no phone number stands in a URL.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

import httpx

from api.identity.delivery.ports import DeliveryFailed, DeliveryLimited, Sms

_ALGORITHM = "ACS3-HMAC-SHA256"
_LIMITS = frozenset({"isv.BUSINESS_LIMIT_CONTROL", "isv.DAY_LIMIT_CONTROL", "isv.MONTH_LIMIT_CONTROL"})
_RETRY = frozenset({"isp.SYSTEM_ERROR", "isp.GATEWAY_ERROR", "ServiceUnavailable", "InternalError"})


@dataclass(frozen=True)
class AliyunConfig:
    """Account, signature and the provider's template codes by our template names."""

    access_key_id: str
    access_key_secret: str
    sign_name: str
    templates: Mapping[str, str]
    endpoint: str = "https://dysmsapi.aliyuncs.com"


class AliyunSmsSender:
    """One message, one signed request."""

    def __init__(self, config: AliyunConfig, client: httpx.Client, now: Callable[[], datetime]) -> None:
        self._config = config
        self._client = client
        self._now = now

    def send(self, sms: Sms) -> None:
        """Send by template; the provider's limit means later, a wrong template or number is final."""
        body = self._body(sms)
        try:
            answer = self._client.post(self._config.endpoint + "/", content=body, headers=self._headers(body))
            code = answer.json().get("Code")
        except (httpx.HTTPError, ValueError, AttributeError) as error:
            raise DeliveryFailed(f"aliyun {type(error).__name__}") from error
        if code == "OK":
            return
        if code in _LIMITS:
            raise DeliveryLimited(f"aliyun {code}")
        raise DeliveryFailed(f"aliyun {code}", retry=code in _RETRY or answer.status_code >= 500)

    def _body(self, sms: Sms) -> bytes:
        template = self._config.templates.get(sms.template)
        if template is None:
            raise DeliveryFailed(f"aliyun: no template code for {sms.template}", retry=False)
        fields = {
            "PhoneNumbers": sms.to.removeprefix("+86").removeprefix("+"),
            "SignName": self._config.sign_name,
            "TemplateCode": template,
            "TemplateParam": json.dumps(dict(sms.params), ensure_ascii=False),
        }
        return "&".join(f"{key}={quote(value, safe='')}" for key, value in fields.items()).encode()

    def _headers(self, body: bytes) -> dict[str, str]:
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "host": httpx.URL(self._config.endpoint).netloc.decode(),
            "x-acs-action": "SendSms",
            "x-acs-content-sha256": hashlib.sha256(body).hexdigest(),
            "x-acs-date": self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "x-acs-signature-nonce": secrets.token_hex(16),
            "x-acs-version": "2017-05-25",
        }
        return headers | {"authorization": self._authorization(headers)}

    def _authorization(self, headers: Mapping[str, str]) -> str:
        return authorization(self._config.access_key_id, self._config.access_key_secret, headers)


def authorization(key_id: str, secret: str, headers: Mapping[str, str], query: str = "") -> str:
    """The ACS3 header for a POST to `/`; `headers` are those that are signed, `query` is in canonical form.

    https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature"""
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    request = "\n".join(("POST", "/", query, lines, names, headers["x-acs-content-sha256"]))
    to_sign = f"{_ALGORITHM}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signature = hmac.new(secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    return f"{_ALGORITHM} Credential={key_id},SignedHeaders={names},Signature={signature}"
