"""Delivers a push: five seconds, then the connection is cut and it is delivered again."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import httpx

from tests.support.wechat_platform.sealing import BadReply, Sealed, Sealing
from tests.support.wechat_platform.xml import Fields


@dataclass(frozen=True)
class Manners:
    """`deliveries` in all, the first included. `copies`: each delivery goes out so many times at once. `signs_anew`:
    whether a retry has a signature of its own, which the platform does not document."""

    patience_s: float = 5.0
    deliveries: int = 3
    copies: int = 1
    pause_s: float = 0.0
    signs_anew: bool = True


@dataclass(frozen=True)
class Delivery:
    """One of them: what came back, if anything did; `reply` is None of "success"."""

    seconds: float
    status: int | None
    reply: Element | None = None
    bad: bool = False

    @property
    def answered(self) -> bool:
        """In time, and with something that the platform understands."""
        return self.status == httpx.codes.OK and not self.bad


@dataclass
class Outcome:
    """All deliveries of one push."""

    deliveries: list[Delivery] = field(default_factory=list)

    @property
    def answer(self) -> Delivery | None:
        """The one that counted; None when the user is shown an error."""
        return next((one for one in self.deliveries if one.answered), None)


class Courier:
    """Posts to the account's server."""

    def __init__(self, sealing: Sealing, client: httpx.Client) -> None:
        self._sealing, self._client = sealing, client

    def deliver(self, url: str, fields: Fields, openid: str, manners: Manners) -> Outcome:
        """Until it is answered or the deliveries are used up."""
        outcome, sealed = Outcome(), self._sealing.seal(fields, openid)
        for number in range(manners.deliveries):
            if number:
                time.sleep(manners.pause_s)
                sealed = self._sealing.seal(fields, openid) if manners.signs_anew else sealed
            outcome.deliveries += self._copies(url, sealed, manners)
            if outcome.answer is not None:
                break
        return outcome

    def post(self, url: str, sealed: Sealed, patience_s: float) -> httpx.Response:
        """One delivery, as it is. Raises httpx.HTTPError."""
        headers = {"Content-Type": "text/xml"}
        return self._client.post(url, params=sealed.query, content=sealed.body, headers=headers, timeout=patience_s)

    def _copies(self, url: str, sealed: Sealed, manners: Manners) -> list[Delivery]:
        def deliver(_: int) -> Delivery:
            return self._once(lambda: self.post(url, sealed, manners.patience_s))

        if manners.copies == 1:
            return [deliver(0)]
        with ThreadPoolExecutor(manners.copies) as pool:
            return list(pool.map(deliver, range(manners.copies)))

    def _once(self, post: Callable[[], httpx.Response]) -> Delivery:
        begin = time.monotonic()
        try:
            answer = post()
        except httpx.HTTPError:
            return Delivery(time.monotonic() - begin, None)
        seconds = time.monotonic() - begin
        if answer.status_code != httpx.codes.OK:
            return Delivery(seconds, answer.status_code)
        try:
            return Delivery(seconds, answer.status_code, self._sealing.open(answer.content))
        except BadReply:
            return Delivery(seconds, answer.status_code, bad=True)
