"""These tests need Rasa's environment; anywhere else they are not collected."""

from importlib.util import find_spec

if find_spec("rasa"):
    from bot.launch_rasa import prepare

    # Before any test imports something of Rasa.
    prepare()
else:
    collect_ignore_glob = ["test_*.py"]
