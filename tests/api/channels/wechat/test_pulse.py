import asyncio
import time

from api.channels.wechat.inbound.pulse import EVERY_S, Pulse


async def _lag_after(block_s: float) -> float:
    pulse = Pulse()
    pulse.start()
    await asyncio.sleep(0)
    time.sleep(block_s)
    while not pulse.lag_s:
        await asyncio.sleep(EVERY_S / 10)
    return pulse.lag_s


def test_blocked_loop_is_felt() -> None:
    assert asyncio.run(_lag_after(3 * EVERY_S)) > EVERY_S
