"""Local servers that play Aliyun, Tencent Cloud and a mail host, and check what they are sent."""

import email
import hashlib
import hmac
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message as MailMessage
from email.policy import default as default_policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

Answer = tuple[int, dict[str, Any]]
Reply = Callable[[dict[str, str], bytes], Answer]


@contextmanager
def http_server(reply: Reply) -> Iterator[str]:
    """A server on loopback that answers every POST by `reply(headers, body)`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, answer = reply(headers | {":path": self.path}, body)
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def aliyun_signature_ok(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """Recompute an ACS3 signature from the request as received."""
    found = re.fullmatch(
        r"ACS3-HMAC-SHA256 Credential=(\S+?),SignedHeaders=(\S+?),Signature=([0-9a-f]{64})", headers["authorization"]
    )
    if found is None or hashlib.sha256(body).hexdigest() != headers["x-acs-content-sha256"]:
        return False
    names = found[2].split(";")
    canonical = ["POST", headers[":path"], ""] + [f"{name}:{headers[name]}" for name in names] + ["", found[2]]
    canonical.append(headers["x-acs-content-sha256"])
    hashed = hashlib.sha256("\n".join(canonical).encode()).hexdigest()
    expected = hmac.new(secret.encode(), f"ACS3-HMAC-SHA256\n{hashed}".encode(), "sha256").hexdigest()
    return hmac.compare_digest(expected, found[3])


def tencent_signature_ok(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """Recompute a TC3 signature from the request as received."""
    found = re.fullmatch(
        r"TC3-HMAC-SHA256 Credential=([^/]+)/(\d{4}-\d\d-\d\d)/sms/tc3_request, SignedHeaders=(\S+), Signature=([0-9a-f]{64})",
        headers["authorization"],
    )
    if found is None:
        return False
    lines = [
        f"{name}:{headers[name].lower() if name == 'x-tc-action' else headers[name]}" for name in found[3].split(";")
    ]
    canonical = "\n".join(["POST", headers[":path"], "", *lines, "", found[3], hashlib.sha256(body).hexdigest()])
    hashed = hashlib.sha256(canonical.encode()).hexdigest()
    to_sign = "\n".join(["TC3-HMAC-SHA256", headers["x-tc-timestamp"], f"{found[2]}/sms/tc3_request", hashed])
    key = b"TC3" + secret.encode()
    for part in (found[2].encode(), b"sms", b"tc3_request"):
        key = hmac.digest(key, part, "sha256")
    return hmac.compare_digest(hmac.new(key, to_sign.encode(), "sha256").hexdigest(), found[4])


def form_fields(body: bytes) -> dict[str, str]:
    """A form body as a plain dictionary."""
    return {key: values[0] for key, values in parse_qs(body.decode(), strict_parsing=True).items()}


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class MailHost:
    """An SMTP server that keeps what it accepts, or answers with a set refusal."""

    def __init__(self) -> None:
        self.mails: list[MailMessage] = []
        self.refusal: str | None = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the mail."""
        if self.refusal:
            return self.refusal
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append(email.message_from_bytes(content, policy=default_policy))
        return "250 OK"


@contextmanager
def mail_server() -> Iterator[tuple[MailHost, int]]:
    """A mail host on a free loopback port."""
    host, port = MailHost(), free_port()
    controller = Controller(host, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield host, port
    finally:
        controller.stop()
