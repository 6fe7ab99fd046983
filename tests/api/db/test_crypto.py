import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.db import BlindIndex, DecryptionFailed, Keyring
from api.db.crypto import key_id_of

OLD, NEW = secrets.token_bytes(32), secrets.token_bytes(32)


@given(st.binary(max_size=500), st.text(max_size=20))
def test_what_was_encrypted_comes_back(plain: bytes, column: str) -> None:
    keyring = Keyring("k1", {"k1": OLD})
    assert keyring.decrypt(keyring.encrypt(plain, column), column) == plain


@given(st.binary(min_size=1, max_size=60), st.data())
def test_any_changed_byte_is_noticed(plain: bytes, data: st.DataObject) -> None:
    keyring = Keyring("k1", {"k1": OLD})
    blob = bytearray(keyring.encrypt(plain, "c"))
    place = data.draw(st.integers(0, len(blob) - 1))
    blob[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(DecryptionFailed):
        keyring.decrypt(bytes(blob), "c")


@given(st.binary(max_size=80))
def test_rubbish_is_refused(blob: bytes) -> None:
    with pytest.raises(DecryptionFailed):
        Keyring("k1", {"k1": OLD}).decrypt(blob, "c")


def test_value_of_another_column_is_refused() -> None:
    keyring = Keyring("k1", {"k1": OLD})
    with pytest.raises(DecryptionFailed):
        keyring.decrypt(keyring.encrypt(b"x", "tickets.name"), "tickets.phone")


def test_new_key_encrypts_and_old_one_still_decrypts() -> None:
    before = Keyring("old", {"old": OLD}).encrypt(b"x", "c")
    rotated = Keyring("new", {"new": NEW, "old": OLD})
    assert rotated.decrypt(before, "c") == b"x"
    assert (key_id_of(before), key_id_of(rotated.encrypt(b"x", "c"))) == ("old", "new")


@pytest.mark.parametrize("text", ["", "k1", "k1:", "k1:!!!", "k1:c2hvcnQ=", "k1:abc"])
def test_malformed_keys_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="key"):
        Keyring.parse(text)


def test_blind_index_depends_on_key_purpose_and_value() -> None:
    index = BlindIndex("one")
    digest = index.of("phone", "13800000000")
    assert index.matches("phone", "13800000000", digest)
    others = {BlindIndex("two").of("phone", "13800000000"), index.of("token", "13800000000"), index.of("phone", "x")}
    assert digest not in others and len(others) == 3
