"""Damage to bytes, the same for the same seed."""

from random import Random

# What has hurt XML parsers, length fields and base64 before.
TOKENS = [
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<!ENTITY % a SYSTEM 'http://127.0.0.1:9/'>", b"&a;", b"&#0;", b"&#xD800;",
    b"]]>", b"<![CDATA[", b"<?xml version='1.0' encoding='utf-16'?>", b"<?xml version='1.0' encoding='big5'?>",
    b"<xml>", b"</xml>", b"<a " * 50, b"<a>" * 200, b"<!--", b"-->", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xf4\x90\x80\x80",
    b"99999999999999999999999", b"-1", b"1e309", b"%s%n", b"=" * 5, b"A" * 300, "１２".encode(), "\u202e".encode(),
    b"<MsgType>event</MsgType>", b"<MsgType/>", b"<Event>subscribe</Event>", b"<CreateTime></CreateTime>", b"<Encrypt>",
]  # fmt: skip


def mutated(random: Random, data: bytes) -> bytes:
    """One to eight kinds of damage, one after the other."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        data = random.choice(_KINDS)(random, data)
    return data


def _place(random: Random, data: bytes) -> int:
    return random.randrange(len(data) + 1)


def _flip(random: Random, data: bytes) -> bytes:
    if not data:
        return data
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << random.randrange(8))]) + data[at + 1 :]


def _replace(random: Random, data: bytes) -> bytes:
    at = _place(random, data)
    return data[:at] + random.randbytes(random.randrange(1, 5)) + data[at + random.randrange(5) :]


def _cut(random: Random, data: bytes) -> bytes:
    one, other = sorted((_place(random, data), _place(random, data)))
    return data[:one] + data[other:]


def _truncate(random: Random, data: bytes) -> bytes:
    return data[: _place(random, data)]


def _insert(random: Random, data: bytes) -> bytes:
    at = _place(random, data)
    return data[:at] + random.choice(TOKENS) + data[at:]


def _insert_at_a_tag(random: Random, data: bytes) -> bytes:
    places = [at for at, byte in enumerate(data) if byte == ord("<")]
    at = random.choice(places) if places else 0
    return data[:at] + random.choice(TOKENS) + data[at:]


def _repeat(random: Random, data: bytes) -> bytes:
    one, other = sorted((_place(random, data), _place(random, data)))
    return data[:other] + data[one:other] * random.randrange(1, 4) + data[other:]


def _move(random: Random, data: bytes) -> bytes:
    one, other = sorted((_place(random, data), _place(random, data)))
    return data[other:] + data[:one] + data[one:other]


_KINDS = (_flip, _replace, _cut, _truncate, _insert, _insert_at_a_tag, _repeat, _move)
