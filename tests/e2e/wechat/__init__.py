"""The whole desk as a WeChat official account; Tencent's side is the stand-in of tests/support/wechat_platform."""
