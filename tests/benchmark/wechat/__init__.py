"""How fast WeChat's channel is: its protocol alone beside wechatpy's, and whole passive replies."""
