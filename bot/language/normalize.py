"""One spelling for many: what people type, reduced to what is compared.

The result is for understanding only. Values that are filed (names, addresses, numbers) are read from the original text.
"""

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

_TRADITIONAL = OpenCC("t2s")

# Emoji that stand for a word; all others are dropped.
_EMOJI_WORDS = {
    "🆕": "新", "🔔": "通知", "🗑": "删除", "📧": "邮件", "✉": "邮件", "📨": "邮件", "📮": "邮件", "📱": "手机",
    "☎": "电话", "📞": "电话", "👶": "小孩", "🧒": "小孩", "👦": "小孩", "👧": "小孩", "🔒": "加密", "🔐": "加密",
    "💰": "钱", "💴": "钱", "😡": "生气", "🤬": "生气", "😠": "生气", "📍": "定位", "🍪": "cookie", "🇨🇳": "中国",
    "👮": "警察", "📷": "照片", "📸": "照片", "📋": "清单", "📄": "文件", "🏢": "公司", "🏥": "医院", "⏰": "多久",
    "🆔": "身份证", "🪪": "身份证", "👀": "看", "🙋": "人工", "🌍": "国外", "🌏": "国外", "✈": "国外", "🏗": "机械",
    "🚜": "机械", "👨‍👩‍👧": "监护人", "🕵": "偷看", "💾": "存", "📦": "打包", "❓": "?", "❔": "?", "⁉": "?",
}
_EMOJI = re.compile("|".join(re.escape(mark) for mark in sorted(_EMOJI_WORDS, key=len, reverse=True)))
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\u00ad]")
_REPEATED = re.compile(r"([^\W\d_]|[!?。,.~…、;])\1{2,}")
# Markup around words says nothing; a message of markup alone is left as it is.
_ATTRIBUTE = r"""\s+[\w:-]+(?:=(?:"[^"<>]*"|'[^'<>]*'|[^\s<>"']+))?"""
_MARKUP = re.compile(rf"</?[a-z][a-z0-9]{{0,15}}(?:{_ATTRIBUTE}){{0,5}}\s*/?>", re.IGNORECASE | re.ASCII)
_SOME_HAN = re.compile(r"(?:[\u3400-\u9fff].*){4}", re.DOTALL)
# A long number is a value whatever it is: its digits must not sound like 按 0 转人工.
_NUMBER = re.compile(r"\d{5,}")
_SPACES = re.compile(r"\s+")
_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_PUNCTUATION = str.maketrans("，。！？；：、“”", ",.!?;:,\"\"")


@lru_cache(maxsize=4096)
def normalize(text: str) -> str:
    """Half-width, Simplified, lower-case text without emoji, control characters and runs of one character."""
    text = _EMOJI.sub(lambda mark: _EMOJI_WORDS[mark.group()], text)
    text = unicodedata.normalize("NFKC", text)
    text = _INVISIBLE.sub("", text)
    bare = _MARKUP.sub(" ", text)
    text = bare if _SOME_HAN.search(bare) else text
    text = "".join(mark if _keeps(mark) else " " for mark in text)
    text = _TRADITIONAL.convert(text).lower().translate(_PUNCTUATION)
    text = _NUMBER.sub("#", _REPEATED.sub(r"\1\1", text))
    return _BETWEEN_HAN.sub("", _SPACES.sub(" ", text)).strip()


def _keeps(mark: str) -> bool:
    """Letters, digits and punctuation stay; symbols such as emoji, control and private characters go."""
    return unicodedata.category(mark)[0] in "LNPZM" or mark in "+$=<>|^~`"


def has_words(text: str) -> bool:
    """False for a message of punctuation, emoji or blanks only."""
    return any(mark.isalnum() for mark in text)
