"""The bot's process starts without TensorFlow, and says so when something would need it."""

import subprocess
import sys

import pytest

LEFT_OUT = "from bot.without_tensorflow import leave_out, TensorFlowLeftOut; leave_out()\n"


def _run(code: str) -> str:
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", LEFT_OUT + code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_rasa_and_its_components_are_imported_without_it() -> None:
    code = "import sys, rasa.core.agent, rasa.engine.recipes.default_components\n"
    code += "print([name for name, module in sys.modules.items() if 'site-packages/tensorflow/' in str(module)])"
    assert _run(code).strip() == "[]"


def test_spacy_works_beside_it() -> None:
    assert _run("import spacy; print(len(spacy.blank('zh')('删除')))").strip() == "2"


@pytest.mark.parametrize("call", ["tf.constant(1)", "tf.keras.Model()"])
def test_computing_with_it_is_an_error(call: str) -> None:
    code = f"import tensorflow as tf\ntry:\n  {call}\nexcept TensorFlowLeftOut:\n  print('refused')"
    assert _run(code).strip() == "refused"
