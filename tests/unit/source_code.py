"""The product's Python, read and not run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from balise.settings import ROOT

PACKAGES = ("balise", "actions", "channels")
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def files(*packages: str) -> list[Path]:
    """Return the modules of some packages, all of ours by default."""
    return sorted(path for package in packages or PACKAGES for path in (ROOT / package).rglob("*.py"))


def module_name(path: Path) -> str:
    """Return how a module is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(path.read_text("utf-8"))


def literals(path: Path) -> list[str]:
    """Return the texts written in a module, pieces of f-strings included, documentation left out."""
    documentation = {id(node) for node in _documentation(tree(path))}
    constants = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and id(node) not in documentation)
    return [node.value for node in constants if isinstance(node.value, str)]


def lines_of(path: Path, node: ast.AST | None = None) -> int:
    """Return how many lines a module or one of its functions has, its documentation aside."""
    whole = node or tree(path)
    first, last = (1, len(path.read_text("utf-8").splitlines())) if node is None else (whole.lineno, whole.end_lineno)
    return last - first + 1 - sum(d.end_lineno - d.lineno + 1 for d in _documentation(whole))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return the functions of a module, methods and inner ones included."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def calls(path: Path) -> Iterator[ast.Call]:
    """Return the calls of a module."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def _documentation(whole: ast.AST) -> Iterator[ast.Constant]:
    """Return the docstrings, of attributes too: the texts that stand alone."""
    for node in ast.walk(whole):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant) and isinstance(child.value.value, str):
                yield child.value
