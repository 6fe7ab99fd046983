import pytest

from tests.data.checks.privacy import foreign_mailboxes, plausible_ids, plausible_phones


@pytest.mark.parametrize(
    "text",
    [
        "13762019358",
        "137-6201-9358",
        "+86 137 6201 9358",
        "１３７６２０１９３５８",
        "一三七六二零一九三五八",
        "我是13762019358，删了",
    ],
)
def test_phone_that_may_be_real(text: str) -> None:
    assert plausible_phones(text) == ["13762019358"]


@pytest.mark.parametrize(
    "text", ["138 0000 1234", "13900001111", "13800138000", "0510-8512 6866", "12345678901234", "2022-04-22"]
)
def test_phone_that_is_invented(text: str) -> None:
    assert plausible_phones(text) == []


def test_id_number_counts_when_its_check_digit_is_right() -> None:
    valid, wrong = "11010519491231002X", "110105194912310021"
    assert plausible_ids(f"证件 {valid} 和 {wrong}") == [valid]


def test_mailbox() -> None:
    said = "写到 a@example.com、b@mail.example.org 或 admin@jqbao168.com，别写 zhang@qq.com"
    assert foreign_mailboxes(said) == ["zhang@qq.com"]
