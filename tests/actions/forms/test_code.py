"""The step of the code: what is said where none could be sent, and another contact that is to be proved."""

import pytest

from actions.backend import TooMany
from actions.forms.heard import Heard
from actions.words import load_words
from tests.actions.forms.talk import CODE, PHONE, Talk, heard

MAIL, OTHER = "a@example.com", "13900139000"


@pytest.fixture
def at_code() -> Talk:
    """A closure whose code went to the phone."""
    return Talk().open("account_closure").say("同意", "王小明", PHONE)


@pytest.fixture(params=["code-too-soon", "too-many-codes", "verification-locked"])
def unsent(request: pytest.FixtureRequest) -> Talk:
    """The same where no code could be sent."""
    talk = Talk().open("account_closure").say("同意", "王小明")
    talk.backend.failures = [TooMany("太频繁", 40, request.param)]
    return talk.say(PHONE)


ASIDES = [heard("多久能办好？", "faq/reply_time", 0.9, True), "嗯那个", heard("为什么要验证码", "why_ask"), "等一下"]


@pytest.mark.parametrize("aside", ASIDES)
def test_code_that_was_not_sent_is_never_said_to_be(unsent: Talk, aside: str | Heard) -> None:
    unsent.say(aside)
    assert (unsent.said[-1], unsent.asked) == ("ask_code_unsent", "code")


def test_code_is_sent_when_it_can_be(unsent: Talk) -> None:
    assert unsent.tap("do:resend_code").said == ["ask_code"]


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        (f"用邮箱 {MAIL}", MAIL),
        (f"手机收不到，发到邮箱{MAIL}", MAIL),
        (f"换成邮箱 {MAIL} 收", MAIL),
        (f"手机{PHONE}收不到，发到邮箱{MAIL}", MAIL),
        (f"换个手机号 {OTHER}", OTHER),
        (OTHER, OTHER),
    ],
)
def test_another_contact_is_the_one_to_prove(at_code: Talk, text: str, contact: str) -> None:
    at_code.say(text)
    assert (at_code.said[-1], list(at_code.backend.sent[-1].values())) == ("ask_code", [contact])
    assert at_code.say(CODE).asked == "confirm"
    at_code.say("确认")
    (ticket,) = at_code.backend.filed.values()
    assert contact in (ticket.requester["phone"], ticket.requester["email"])


def test_another_contact_serves_after_a_limit(unsent: Talk) -> None:
    unsent.say(f"发到邮箱 {MAIL}")
    assert (unsent.said[-1], unsent.backend.sent) == ("ask_code", [{"email": MAIL}])


def test_summary_names_the_other_contact_besides(at_code: Talk) -> None:
    at_code.say(f"用邮箱 {MAIL}", CODE)
    shown = at_code.replies[-1].parameters
    assert shown["contact"] == MAIL and PHONE in shown["beside"] and MAIL not in shown["beside"]


def test_known_mailbox_serves_instead() -> None:
    talk = Talk().open("account_closure").say("同意", "王小明", f"{PHONE}，邮箱{MAIL}")
    assert talk.backend.sent == [{"phone": PHONE}]
    talk.say("手机收不到，发我邮箱吧")
    assert talk.backend.sent[-1] == {"email": MAIL}


@pytest.mark.parametrize("text", [PHONE, f"还没收到，{PHONE}"])
def test_same_contact_sends_nothing_anew(at_code: Talk, text: str) -> None:
    at_code.say(text)
    assert (at_code.asked, len(at_code.backend.sent)) == ("code", 1)


def test_mailbox_that_is_to_be_put_in_proves_nothing() -> None:
    talk = Talk().open("correction", "邮箱登记错了").say("同意", "王小明", MAIL, PHONE)
    assert talk.asked == "code"
    talk.say(f"发到 {MAIL} 吧")
    assert talk.backend.sent == [{"phone": PHONE}]


@pytest.mark.parametrize(
    ("seconds", "said"), [(40, "40 秒"), (61, "2 分钟"), (900, "15 分钟"), (7200, "2 小时"), (84481, "24 小时")]
)
def test_wait_is_told_in_a_fitting_unit(seconds: int, said: str) -> None:
    assert load_words().wait(seconds) == said
