"""What staff see before they press 显示."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.console.export import defused, to_csv
from api.console.masking import masked_contact, masked_name, masked_text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("我的号 138 0013 8000 谢谢", "我的号 **** 谢谢"),
        ("邮箱 a.b@example.com。", "邮箱 ****。"),
        ("一三八零零一三八零零零", "****"),
        ("期限 2026-12-15，编号 PD-2026-T36Q-FGWP-G4VZ", "期限 2026-12-15，编号 PD-2026-T36Q-FGWP-G4VZ"),
        ("身份证 11010519491231002X", "身份证 ****"),
        ("我叫张三", "我叫****"),
        ("138.0013.8000", "****"),
        ("138/0013/8000", "****"),
        ("138·0013·8000", "****"),
        ("138—0013－8000", "****"),
        ("条款 5.3 5.8 6", "条款 5.3 5.8 6"),
    ],
)
def test_free_text(text: str, masked: str) -> None:
    assert masked_text(text, ("张三", None)) == masked


@pytest.mark.parametrize(
    ("contact", "masked"),
    [
        ("13800138000", "138****8000"),
        ("zs@example.com", "z***@example.com"),
        ("1234", "1****"),
        ("zhangsan", "z****"),
        (None, "—"),
    ],
)
def test_contacts(contact: str | None, masked: str) -> None:
    assert masked_contact(contact) == masked


def test_names() -> None:
    assert (masked_name("欧阳小凤"), masked_name(None)) == ("欧***", "—")


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["{}", "我的号是{}。", "a{}b", "{} {}"]))
def test_no_phone_comes_through(phone: str, frame: str) -> None:
    assert phone not in masked_text(frame.format(phone, phone))


@given(st.text())
def test_no_cell_is_a_formula(cell: str) -> None:
    assert not defused(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_csv_quotes_what_it_must() -> None:
    assert to_csv([["=1+1", 'a"b', "甲,乙"]]) == '\'=1+1,"a""b","甲,乙"\r\n'
