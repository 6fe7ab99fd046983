"""Corrections of the phone or mailbox itself, when only the new one works: no code, and a person checks."""

import pytest

from tests.actions.forms.talk import CODE, PHONE, Talk, heard

NEW = "13900139000"
OPENING = f"手机号换了，帮我改成{NEW}"


def at_contact(opening: str = OPENING) -> Talk:
    """A correction of the phone that asks where the person can be reached."""
    talk = Talk().open("correction", opening).say("同意", "王小明")
    assert (talk.said, talk.asked) == (["ask_phone_on_file"], "phone")
    return talk


@pytest.mark.parametrize(
    "answer", [NEW, f"新的呗 {NEW}，旧的收不到", "旧号收不到了", "老卡早停机了", "都收不到了", "那张卡丢了"]
)
def test_new_number_alone_is_taken_without_a_code(answer: str) -> None:
    talk = at_contact().say(answer)
    assert (talk.said, talk.backend.sent) == (["new_contact_checked", "summary_correction"], [])
    assert talk.replies[-1].parameters["contact"] == NEW


def test_button_for_a_dead_number() -> None:
    assert at_contact().tap("choose:phone=new").values["phone"] == NEW


def test_ticket_is_filed_without_a_proof() -> None:
    talk = at_contact().say(NEW)
    talk.backend.status = "identity_unverified"
    assert talk.say("确认").said == ["receipt_contact"]
    ((_, ticket),) = talk.backend.filed.items()
    assert (ticket.verification_id, ticket.requester["phone"], ticket.details["correct_value"]) == (None, NEW, NEW)


@pytest.mark.parametrize("opening", ["老卡停机了，手机号改成13900139000", f"原来的号丢了，登记的手机号换成{NEW}"])
def test_dead_number_told_before_is_not_asked_for(opening: str) -> None:
    talk = Talk().open("correction", opening).say("同意", "王小明")
    assert (talk.said, talk.asked) == (["new_contact_checked", "summary_correction"], "confirm")


def test_number_on_file_still_proves_the_person() -> None:
    talk = at_contact().say(PHONE)
    assert (talk.asked, talk.backend.sent) == ("code", [{"phone": PHONE}])
    assert talk.say(CODE).asked == "confirm"


def test_mailbox_on_file_still_proves_the_person() -> None:
    talk = at_contact().say("邮箱 wang@example.com")
    assert talk.backend.sent == [{"email": "wang@example.com"}]


def test_number_given_before_the_field_was_known() -> None:
    talk = Talk().open("correction").say("同意", "王小明", NEW, "手机号", f"改成{NEW}")
    assert (talk.said, talk.backend.sent) == (["new_contact_checked", "summary_correction"], [])


def test_new_mailbox_alone() -> None:
    talk = Talk().open("correction", "邮箱改成 new@example.com，老邮箱登不上了").say("同意", "王小明")
    assert (talk.asked, talk.values["email"]) == ("confirm", "new@example.com")


def test_new_number_put_right_stays_the_contact() -> None:
    talk = at_contact().say(NEW, "号码写错了，应该改成13900139008")
    assert (talk.values["correct_value"], talk.backend.sent) == ("13900139008", [])
    assert talk.asked in ("phone", "confirm")


def test_other_types_prove_their_number_as_before() -> None:
    talk = Talk().open("deletion", "老卡停机了，信息全删").say("同意", "王小明", NEW, "第四种")
    assert talk.asked == "code" and talk.backend.sent == [{"phone": NEW}]


def test_story_of_another_request_changes_nothing() -> None:
    talk = Talk().open("complaint", heard("我要投诉，老卡停机了你们还打"))
    assert talk.draft is not None and "phone" not in talk.values
