"""The stand-in for Tencent's side, held to what is documented; the account's server here is made of wechatpy."""
