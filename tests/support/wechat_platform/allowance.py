"""How many messages an account may still send to one user (doc/subscription/guide/product/kf/intro.md)."""

from dataclasses import dataclass, field

from tests.support.wechat_platform.codes import Refused

MESSAGE = (5, 48 * 3600.0)
TAP = (3, 60.0)
TYPING_WITHIN_S = 30
TYPING_LASTS_S = 15


@dataclass
class Allowance:
    """Times in seconds. A message allows five in 48 hours, a tap on the menu, a follow or a scan three in a minute."""

    left: dict[str, tuple[int, float]] = field(default_factory=dict)
    last_message: float = float("-inf")
    typing_until: float = float("-inf")

    def message(self, now: float) -> None:
        """The user wrote."""
        self.left["message"] = (MESSAGE[0], now + MESSAGE[1])
        self.last_message = now

    def tap(self, now: float) -> None:
        """The user tapped the menu, followed or scanned."""
        self.left["tap"] = (TAP[0], now + TAP[1])

    def use(self, now: float) -> None:
        """One message to the user. Raises Refused."""
        open_ones = {kind: (left, end) for kind, (left, end) in self.left.items() if end > now}
        usable = [kind for kind in ("tap", "message") if open_ones.get(kind, (0, 0.0))[0] > 0]
        if not usable:
            raise Refused(45047 if open_ones else 45015)
        left, end = open_ones[usable[0]]
        self.left[usable[0]] = (left - 1, end)
        self.typing_until = now

    def type(self, now: float) -> None:
        """Typing is shown. Raises Refused."""
        if now - self.last_message > TYPING_WITHIN_S:
            raise Refused(45080)
        if self.typing_until > now:
            raise Refused(45081)
        self.typing_until = now + TYPING_LASTS_S
