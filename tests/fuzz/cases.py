"""Damaged pushes: each kind of case gets one layer further in than the one before."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from xml.etree.ElementTree import fromstring

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from api.channels.wechat.protocol import Account
from api.channels.wechat.protocol.signature import sign
from tests.api.channels.wechat.protocol.pushes import APP_ID, COMPATIBLE, EVERY_PUSH, PLAIN, SAFE, SECOND, TOKEN
from tests.fuzz.mutations import mutated
from tests.support.wechat_platform.xml import document

_NONCE = "n1"
_KEY = SAFE.keys[0]


@dataclass(frozen=True)
class Case:
    """A push; `kind` says where the damage is."""

    kind: str
    account: Account
    query: dict[str, str]
    body: bytes


def cases(seed: int, count: int) -> Iterator[Case]:
    """The same for the same seed."""
    random = Random(seed)
    for _ in range(count):
        yield random.choice(_MAKERS)(random, random.choice(EVERY_PUSH))


def _plain(random: Random, xml: bytes) -> Case:
    """Signed, since the signature of plain mode does not cover the body."""
    return Case("plain body", random.choice((PLAIN, COMPATIBLE)), _query(), mutated(random, xml))


def _outer(random: Random, xml: bytes) -> Case:
    case = _sealed("encrypted body", base64.b64encode(_encrypted(_framed(xml))).decode())
    return Case(case.kind, case.account, case.query, mutated(random, case.body))


def _ciphertext(random: Random, xml: bytes) -> Case:
    """Damaged, then signed: as if the token were known, but not the key."""
    text = mutated(random, base64.b64encode(_encrypted(_framed(xml))))
    return _sealed("ciphertext", text.decode("latin-1"))


def _frame(random: Random, xml: bytes) -> Case:
    """Random bytes, length, XML and appid damaged before they are encrypted."""
    plain = mutated(random, _framed(xml))
    plain += bytes(-len(plain) % 16)
    return _sealed("frame", base64.b64encode(_encrypted(plain)).decode())


def _inner(random: Random, xml: bytes) -> Case:
    return _sealed("encrypted XML", _KEY.encrypt(mutated(random, xml), APP_ID))


def _fields(random: Random, xml: bytes) -> Case:
    """Well-formed, with values that no platform would send."""
    found = fromstring(xml)
    fields = {element.tag: element.text or "" for element in found}
    for _ in range(random.randrange(1, 4)):
        tag = random.choice([*fields, "MsgType", "Event", "New"])
        fields[tag] = _readable(mutated(random, fields.get(tag, "").encode()))
        if random.random() < 0.2:
            del fields[tag]
    return _sealed("fields", _KEY.encrypt(document(fields).encode(), APP_ID))


def _readable(data: bytes) -> str:
    return "".join(one for one in data.decode(errors="ignore") if one >= " " and one not in "\ufffe\uffff")


def _parameters(random: Random, xml: bytes) -> Case:
    case = _sealed("query", _KEY.encrypt(xml, APP_ID))
    name = random.choice(list(case.query))
    value = mutated(random, case.query[name].encode()).decode("utf-8", "surrogateescape")
    return Case(case.kind, random.choice((PLAIN, COMPATIBLE, SAFE)), {**case.query, name: value}, case.body)


_MAKERS: tuple[Callable[[Random, bytes], Case], ...] = (
    _plain,
    _outer,
    _ciphertext,
    _frame,
    _inner,
    _fields,
    _parameters,
)


def _query() -> dict[str, str]:
    return {"timestamp": SECOND, "nonce": _NONCE, "signature": sign(TOKEN, SECOND, _NONCE)}


def _sealed(kind: str, encrypted: str) -> Case:
    query = {**_query(), "encrypt_type": "aes", "msg_signature": sign(TOKEN, SECOND, _NONCE, encrypted)}
    body = f"<xml><ToUserName>gh_desk</ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
    return Case(kind, SAFE, query, body.encode())


def _framed(xml: bytes) -> bytes:
    plain = b"0123456789abcdef" + len(xml).to_bytes(4, "big") + xml + APP_ID.encode()
    padding = 32 - len(plain) % 32
    return plain + bytes([padding]) * padding


def _encrypted(plain: bytes) -> bytes:
    encryptor = Cipher(algorithms.AES(_KEY.secret), modes.CBC(_KEY.secret[:16])).encryptor()
    return encryptor.update(plain) + encryptor.finalize()
