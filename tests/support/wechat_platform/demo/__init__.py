"""A page on which a person types as a WeChat user against the running desk: `make demo-wechat`."""
