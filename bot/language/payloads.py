"""The payloads of quick replies, as docs/architecture.md writes them down."""

_DO = {
    "handoff": "handoff",
    "cancel": "cancel",
    "confirm": "affirm",
    "status": "request_status",
    "elsewhere": "request_status",
    "supplement": "request_supplement",
    "withdraw": "request_withdraw",
    "complain": "request_complain_about_reply",
    "bot": "chitchat/greet",
}


def label_of_payload(payload: str | None) -> str | None:
    """The label that a quick reply stands for; None for a choice that only a form understands."""
    verb, _, value = (payload or "").partition(":")
    if verb == "ask":
        return f"faq/{value}"
    if verb == "request":
        return f"request_{value}"
    if verb == "do":
        return _DO.get(value, "affirm")
    if verb == "choose":
        return "affirm"
    return None
