"""The desk's settings for the account that the stand-in plays."""

from tests.support.wechat_platform.account import PlatformAccount

CALLBACK = "/channels/wechat"


def settings_of(account: PlatformAccount, api_url: str) -> dict[str, str]:
    """As environment variables of api and worker; `api_url` is where the stand-in answers calls."""
    return {
        "WECHAT_ACCOUNT": account.kind.value,
        "WECHAT_APP_ID": account.app_id,
        "WECHAT_APP_SECRET": account.secret,
        "WECHAT_TOKEN": account.token,
        "WECHAT_MODE": account.mode,
        "WECHAT_AES_KEY": account.aes_key,
        "WECHAT_TEMPLATE_ID": account.templates[0],
        "WECHAT_API_URL": api_url,
    }
