"""Our rows beside those of the library that learnt the weights."""

import numpy as np
import pytest
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from bot.language.features import VIEWS, Features
from bot.language.reading import Reading

WEIGHTS = {"characters": 1.0, "words": 0.0, "sounds": 0.5, "concepts": 0.9}
TEXTS = ("删除信息", "备份会删吗", "删删删", "cookie 是什么", "怎么删除备份里的信息")


def _read(text: str) -> Reading:
    return Reading(text, text, tuple(text), tuple(text), ("erase",) if "删" in text else ())


def test_rows_are_those_of_the_library() -> None:
    readings = [_read(text) for text in TEXTS]
    ours = Features(WEIGHTS, min_count=1).fit(readings).transform(readings)
    blocks = [
        weight
        * TfidfVectorizer(analyzer=VIEWS[view], min_df=1, sublinear_tf=True, dtype=np.float32).fit_transform(readings)
        for view, weight in WEIGHTS.items()
        if weight
    ]
    assert abs(ours - normalize(hstack(blocks, format="csr"))).max() < 1e-6


@pytest.mark.parametrize("text", ["", "啊", "xyz"])
def test_unknown_text_is_an_empty_row(text: str) -> None:
    features = Features({"sounds": 1.0}, min_count=1).fit([_read("删除")])
    row = features.transform([_read(text)])
    assert row.shape == (1, 3)
    assert row.nnz == 0


def test_no_readings_are_no_rows() -> None:
    assert Features({"sounds": 1.0}, min_count=1).fit([_read("删除")]).transform([]).shape == (0, 3)
