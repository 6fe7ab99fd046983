"""Which files may be attached."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.tickets.domain import RequestType, Status
from api.tickets.files.uploads import LONGEST_NAME, Upload, may_have_result

PDF = b"%PDF-1.7 invented"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("结果.pdf", PDF),
        ("a.PDF", PDF),
        ("a.zip", b"PK\x03\x04..."),
        ("a.xlsx", b"PK\x03\x04..."),
        ("a.csv", "\ufeff编号,内容\n".encode()),
        ("a.json", b"{}"),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
    ],
)
def test_right_files(name: str, content: bytes) -> None:
    assert Upload(name, content).media_type


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ"),
        ("a.pdf", b"MZ"),
        ("a.pdf.exe", PDF),
        ("a.html", b"<script>"),
        ("a.svg", b"<svg>"),
        ("a.csv", b"\xff\xfe\x00"),
        ("a.txt", b"a\0b"),
        ("pdf", PDF),
        ("", PDF),
    ],
)
def test_wrong_files(name: str, content: bytes) -> None:
    assert Upload(name, content).media_type is None


@pytest.mark.parametrize(
    ("name", "plain"), [("C:\\u\\结果.pdf", "结果.pdf"), ("../../a.pdf", "a.pdf"), ("\r\n", "file")]
)
def test_name_is_plain(name: str, plain: str) -> None:
    assert Upload(name, PDF).plain_name == plain


@given(st.text(max_size=300))
def test_name_is_always_short_and_printable(name: str) -> None:
    plain = Upload(name, PDF).plain_name
    assert 0 < len(plain) <= LONGEST_NAME
    assert not set(plain) & set("/\\\r\n\0")


def test_which_tickets_have_a_result() -> None:
    may = {(kind, status) for kind in RequestType for status in Status if may_have_result(kind, status)}
    assert {kind for kind, _ in may} == {RequestType.ACCESS, RequestType.COPY}
    assert {status for _, status in may} == {
        Status.SUBMITTED,
        Status.IN_PROGRESS,
        Status.WAITING_FOR_USER,
        Status.COMPLETED,
    }
