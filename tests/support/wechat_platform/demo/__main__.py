"""`make demo-wechat`: the stand-in with its page, and the whole desk set up for it. Ctrl-C ends both."""

import argparse
import os
import subprocess
import sys
import threading

import httpx
import uvicorn

from scripts.run import API, ROOT
from tests.support.wechat_platform.account import AccountKind, PlatformAccount
from tests.support.wechat_platform.demo.app import create_demo
from tests.support.wechat_platform.platform import WeChatPlatform
from tests.support.wechat_platform.settings import CALLBACK, settings_of

_PUBLIC_URL = "http://localhost:8000"


def main() -> int:
    """Uses a desk that runs with the demonstration's settings; else starts one."""
    options = _options()
    address = f"http://localhost:{options.port}"
    account = PlatformAccount(kind=AccountKind(options.account), mode=options.mode)
    desk = os.environ.get("PUBLIC_URL", _PUBLIC_URL)
    platform = WeChatPlatform(account, callback=desk + CALLBACK)
    _serve(platform, options.port)
    print(f"[demo] type as a WeChat user: {address}", flush=True)
    settings = settings_of(account, address)
    if not _runs(desk):
        return _run_desk(settings)
    if not platform.check_url():
        lines = "\n".join(f"  {name}={value}" for name, value in settings.items())
        print(f"[demo] the desk at {desk} runs without these settings; stop it, or give it them:\n{lines}")
        return 1
    threading.Event().wait()
    return 0


def _serve(platform: WeChatPlatform, port: int) -> None:
    server = uvicorn.Server(uvicorn.Config(create_demo(platform), port=port, log_config=None))
    threading.Thread(target=server.run, daemon=True).start()


def _runs(desk: str) -> bool:
    try:
        return httpx.get(f"{desk}/healthz", timeout=3, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def _run_desk(settings: dict[str, str]) -> int:
    """Ctrl-C reaches the desk as well, which ends its parts; we wait for that."""
    desk = subprocess.Popen([API, "-m", "scripts.run"], cwd=ROOT, env={**os.environ, **settings})
    try:
        return desk.wait()
    except KeyboardInterrupt:
        return desk.wait()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo-wechat", description=__doc__)
    parser.add_argument(
        "--account", choices=[kind.value for kind in AccountKind], default=AccountKind.VERIFIED_SERVICE.value
    )
    parser.add_argument("--mode", choices=["plain", "compatible", "safe"], default="safe")
    parser.add_argument("--port", type=int, default=8002)
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
