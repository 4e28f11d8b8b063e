"""Building the widget when it is needed, and not otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import build_widget


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a project whose widget has just been built."""
    widget = tmp_path / build_widget.WIDGET
    for name in (*build_widget.INSTALLED_FROM, "tsconfig.json", "vite.config.ts", "src/main.ts", "src/view/panel.ts"):
        path = widget / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    for name in build_widget.BUILT:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("built")
    modules = widget / "node_modules"
    modules.mkdir()
    (modules / ".balise-installed").write_text(build_widget.fingerprint(widget, build_widget.INSTALLED_FROM))
    (widget / build_widget.STAMP).write_text(build_widget.fingerprint(widget, build_widget.BUILT_FROM))
    return tmp_path


def test_what_is_built_is_not_built_again(house: Path) -> None:
    """With neither Node nor npm there, nothing is asked of them."""
    build_widget.ensure(house)

    assert build_widget.is_installed(house)


@pytest.mark.parametrize("name", ["src/view/panel.ts", "src/view/new.ts", "vite.config.ts"])
def test_a_source_that_changes_has_it_built(house: Path, name: str) -> None:
    """A changed source or a new one is another widget, made with the packages that are there."""
    (house / build_widget.WIDGET / name).write_text("changed")

    assert not build_widget.is_built(house)
    assert build_widget.is_installed(house)


def test_a_lock_file_that_changes_has_the_packages_installed(house: Path) -> None:
    """Other packages may build otherwise."""
    (house / build_widget.WIDGET / "package-lock.json").write_text("changed")

    assert not build_widget.is_installed(house)
    assert not build_widget.is_built(house)


def test_a_result_that_is_gone_has_it_built(house: Path) -> None:
    """The stamp alone is not enough."""
    (house / build_widget.BUILT[0]).unlink()

    assert not build_widget.is_built(house)


def test_without_node_the_person_is_told_what_to_do(house: Path) -> None:
    """The sentence names the command."""
    (house / build_widget.BUILT[0]).unlink()

    with pytest.raises(build_widget.Problem, match="make setup"):
        build_widget.ensure(house)
