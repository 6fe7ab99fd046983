"""Keeps TensorFlow out of the process: Rasa imports it for components that this assistant does not have.

It takes 440 MB and most of the start. Rasa only defines classes on top of it while it is imported; here those get empty
stand-ins, and whoever would really use one of them gets an error (docs/decisions/0009-without-tensorflow.md).
"""

import importlib
import importlib.abc
import importlib.machinery
import sys
from types import ModuleType
from typing import Any, Sequence

_LEFT_OUT = frozenset({"tensorflow", "tensorflow_addons", "tensorflow_hub", "keras"})


class TensorFlowLeftOut(RuntimeError):
    """Something tried to compute with TensorFlow."""


class _Kind(type):
    """The class of stand-ins: its attributes are stand-ins, too."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(name)


def _stand_in(name: str) -> Any:
    return _Kind(name, (), {"__init__": _refuse})


def _refuse(self: Any, *_: Any, **__: Any) -> None:
    raise TensorFlowLeftOut(f"{type(self).__name__} needs TensorFlow, which this process leaves out")


class _Absent(ModuleType):
    """A module whose every name is a stand-in; as a decorator it leaves the function as it is."""

    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in _DECORATORS:
            return _decorator
        return _stand_in(name)


_DECORATORS = frozenset({"function"})


def _decorator(function: Any = None, **_: Any) -> Any:
    return function if function is not None else _decorator


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        left_out = fullname.split(".")[0] in _LEFT_OUT
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True) if left_out else None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _Absent(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def leave_out() -> None:
    """From now on importing TensorFlow gives stand-ins; call it before Rasa is imported.

    spaCy's thinc asks TensorFlow for graphics cards when it finds one; to it there is none.
    """
    hidden: dict[str, Any] = {"tensorflow": None}
    sys.modules.update(hidden)
    importlib.import_module("thinc.compat")
    del sys.modules["tensorflow"]
    sys.meta_path.insert(0, _Finder())
