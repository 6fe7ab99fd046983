"""The deletion request, from the opening to its receipt."""

import re

import pytest

from tests.e2e.person import Person

AGREE = "tap:choose:consent_to_collect=yes"
NUMBER = re.compile(r"PD-\d{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}")


def test_whole_request_ends_in_one_ticket(person: Person) -> None:
    """With a number in Chinese numerals, a question in between, and a correction at the summary."""
    person.tap("request:deletion")
    spoken = "".join("零一二三四五六七八九"[int(digit)] for digit in person.phone)
    assert person.last(AGREE, "我叫王小明", f"我的手机是{spoken}")["expects"]["slot"] == "deletion_reason"
    answer, again = person.say("备份里的信息也会删吗？")
    assert (answer["kind"], again["expects"]["slot"]) == ("answer", "deletion_reason")
    assert person.last("第四种", "全部")["expects"]["slot"] == "code"
    summary = person.last(person.code())
    assert person.phone in summary["text"]
    changed, summary = person.say("名字写错了，应该是王晓明")
    assert "王晓明" in changed["text"]
    assert "姓名：王晓明" in summary["text"]
    (receipt,) = person.tap("do:confirm")
    assert receipt["kind"] == "receipt"
    assert NUMBER.fullmatch(receipt["ticket"]["number"])
    assert [ticket["number"] for ticket in person.tickets()] == [receipt["ticket"]["number"]]
    assert person.say("谢谢")[-1]["kind"] == "smalltalk"


def test_notice_comes_before_the_first_personal_field(person: Person) -> None:
    notice = person.tap("request:deletion")[-1]
    assert notice["expects"]["slot"] == "consent_to_collect"
    assert notice["expects"]["choices"] == notice["quick_replies"] != []
    assert notice["request"]["type"] == "deletion"


def test_nothing_is_collected_without_consent(person: Person) -> None:
    person.tap("request:deletion")
    (kind,) = [reply["kind"] for reply in person.tap("choose:consent_to_collect=no")]
    assert kind == "decline"
    assert person.say("王小明")[-1]["request"] is None
    assert person.tickets() == []


def test_cancelling_is_asked_back_once(person: Person) -> None:
    asked = person.last("tap:request:deletion", AGREE, "算了，不办了")
    assert {choice["payload"] for choice in asked["expects"]["choices"]} == {"do:cancel", "do:resume"}
    assert person.last("tap:do:resume")["expects"]["slot"] == "name"
    assert person.last("算了，不办了", "tap:do:cancel")["request"] is None
    assert person.tickets() == []


def test_what_the_opening_says_is_not_asked_again(person: Person) -> None:
    person.say(f"我叫王小明，手机{person.phone}，请把我的个人信息都删掉")
    assert person.last(AGREE)["expects"]["slot"] == "deletion_reason"


def test_other_number_voids_the_code(person: Person) -> None:
    person.delete_up_to_code()
    old = person.code()
    other = person.phone.replace("1380", "1590", 1)
    changed = person.last(f"手机号错了，应该是{other}")
    assert changed["expects"]["slot"] == "code"
    assert "还可以试" in person.last(old)["text"]


def test_wrong_codes_are_counted(person: Person) -> None:
    person.delete_up_to_code()
    wrong = "000000" if person.code() != "000000" else "111111"
    assert "还可以试 4 次" in person.last(wrong)["text"]
    assert person.last(person.code())["expects"]["slot"] == "confirm"


@pytest.mark.parametrize("text", ["110101199003078515", "我的身份证是11010119900307851X"])
def test_identity_number_is_not_taken(person: Person, text: str) -> None:
    person.last("tap:request:deletion", AGREE, "王小明")
    told, again = person.say(text)
    assert (told["kind"], again["expects"]["slot"]) == ("notice", "phone")
    assert "身份证" in told["text"]
    assert [one["expects"]["slot"] for one in person.say(text)] == ["phone"]
    assert all(text not in one["text"] for one in person.visitor.history())


def test_braces_of_a_user_stay_as_they_are(person: Person) -> None:
    """The texts in data/ have places in braces; those of a user must not be filled in."""
    summary = person.last("我要投诉", AGREE, "王小明", person.phone, "短信里写着 {name} 和 {0}，100% 是群发")
    assert "{name} 和 {0}，100%" in summary["text"]
