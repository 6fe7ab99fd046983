import pytest

from bot.language.payloads import label_of_payload


@pytest.mark.parametrize(
    ("payload", "label"),
    [
        ("ask:delete_backup", "faq/delete_backup"),
        ("request:deletion", "request_deletion"),
        ("choose:consent_to_collect=yes", "affirm"),
        ("do:handoff", "handoff"),
        ("do:cancel", "cancel"),
        ("do:confirm", "affirm"),
        ("do:status", "request_status"),
        ("do:bot", "chitchat/greet"),
        ("do:resend_code", "affirm"),
        ("/restart", None),
        ("", None),
        (None, None),
    ],
)
def test_label_of_a_quick_reply(payload: "str | None", label: "str | None") -> None:
    assert label_of_payload(payload) == label
