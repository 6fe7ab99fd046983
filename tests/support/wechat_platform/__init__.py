"""Tencent's side of a WeChat official account, for tests and a demonstration: it shares no code with the desk."""
