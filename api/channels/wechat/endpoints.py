"""The callback: `GET /channels/wechat` when the address is set up, `POST` for each push."""

import time
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Request, Response

from api.channels.wechat.channel import WeChatChannel
from api.channels.wechat.errors import NoSuchChannel, PushRefused
from api.channels.wechat.protocol import SUCCESS, NotAuthentic, Unreadable, answer_url_check
from api.metrics import WECHAT_REFUSED

log = structlog.get_logger(__name__)

router = APIRouter(prefix="/channels/wechat", include_in_schema=False)


async def _channel(request: Request) -> WeChatChannel:
    # Not a plain function: that would wait for a thread, before the delivery's clock runs.
    channel: WeChatChannel | None = request.app.state.wechat
    if channel is None:
        raise NoSuchChannel
    return channel


TheChannel = Annotated[WeChatChannel, Depends(_channel)]


@router.get("")
def check_address(request: Request, channel: TheChannel) -> Response:
    """What the settings page sends when the address is saved."""
    try:
        echo = answer_url_check(channel.account, request.query_params, channel.clock.now())
    except NotAuthentic as error:
        WECHAT_REFUSED.labels(error.reason).inc()
        raise PushRefused from error
    return Response(echo, media_type="text/plain")


@router.post("")
async def take_push(request: Request, channel: TheChannel) -> Response:
    """A message or an event. Whatever goes wrong behind the signature, the platform gets a body that it accepts."""
    began = time.monotonic()
    body = await request.body()
    try:
        answer = await channel.take(request.query_params, body, began)
    except NotAuthentic as error:
        WECHAT_REFUSED.labels(error.reason).inc()
        log.warning("wechat.refused", reason=error.reason)
        raise PushRefused from error
    except Unreadable as error:
        WECHAT_REFUSED.labels(error.reason).inc()
        log.error("wechat.unreadable", reason=error.reason)
        return Response(SUCCESS, media_type="text/plain")
    return Response(answer, media_type="text/plain" if answer == SUCCESS else "application/xml")
