"""
Rasa's own command line, without TensorFlow.

Stock Rasa imports TensorFlow at every start although nothing in our pipeline runs it. Each stub below stands where
Rasa 3.6.21 would import it, or the library of a service that we do not use. Rasa's internals are frozen, since this is
the last release of its line: the version is checked, and never guessed.
"""

import importlib
import os
import sys
from importlib.metadata import version
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import ModuleType
from typing import Any

KNOWN_RASA = "3.6.21"
REPOSITORY = Path(__file__).resolve().parent.parent

# Module -> names Rasa imports from it. Each becomes an empty exception class, which is all that `issubclass`
# and `except` ask for, and which nothing can mistake for a working component.
EMPTY_CLASSES = {
    # TensorFlow's doors: `rasa.utils.train_utils` is reached by every policy and every extractor.
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
    # TensorFlow components that the recipe validator and `test nlu` name, to recognise them.
    "rasa.nlu.classifiers.diet_classifier": ("DIETClassifier",),
    "rasa.nlu.selectors.response_selector": ("ResponseSelector",),
    "rasa.core.policies.ted_policy": ("TEDPolicy",),
    # Tracker stores we do not use (DynamoDB, MongoDB): half a second of cloud clients at every start.
    "boto3.dynamodb.conditions": ("Key",),
    "botocore.exceptions": ("BotoCoreError",),
    "pymongo": (),
    "pymongo.collection": ("Collection",),
    "pymongo.errors": ("ConnectionFailure", "OperationFailure"),
}
# Sub-commands that Balise never uses; each one imports brokers, prompts or plotting.
UNUSED_COMMANDS = ("evaluate", "export", "interactive", "scaffold", "telemetry", "visualize", "x")
# Channels that live in Balise's own gateway or nowhere: Rasa imports the client library of every one.
UNUSED_CHANNELS = {
    "botframework": "BotFrameworkInput",
    "facebook": "FacebookInput",
    "hangouts": "HangoutsInput",
    "mattermost": "MattermostInput",
    "rocketchat": "RocketChatInput",
    "slack": "SlackInput",
    "socketio": "SocketIOInput",
    "telegram": "TelegramInput",
    "twilio": "TwilioInput",
    "twilio_voice": "TwilioVoiceInput",
    "webexteams": "WebexTeamsInput",
}
# Imports matplotlib, with which only `test` draws.
LATE_MODULES = ("rasa.utils.plotting",)
# Registered with the recipe by being imported; every other default component needs a library we leave out.
DEFAULT_COMPONENTS = (
    "rasa.nlu.classifiers.fallback_classifier.FallbackClassifier",
    "rasa.core.policies.memoization.MemoizationPolicy",
    "rasa.core.policies.memoization.AugmentedMemoizationPolicy",
    "rasa.core.policies.rule_policy.RulePolicy",
)
# Threads: messages are short, and BLAS threads that wait for each other cost more than they bring.
# Noise: progress bars fill a log file, and SQLAlchemy 1.4 announces its successor at every start.
DEFAULTS_TO_ONE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "SQLALCHEMY_SILENCE_UBER_WARNING", "TQDM_DISABLE")


def check_version(found: str) -> None:
    """Stop when Rasa is not the one these stubs were written for: another would fail later, and obscurely."""
    if found != KNOWN_RASA:
        advice = "review its stubs against that version, then change KNOWN_RASA"
        raise SystemExit(f"bot/launch_rasa.py knows Rasa {KNOWN_RASA} and found {found}: {advice}.")


def _stub(name: str, **names: Any) -> None:
    module = ModuleType(name, "Stub registered by bot/launch_rasa.py.")
    vars(module).update(names)
    sys.modules[name] = module
    parent, _, leaf = name.rpartition(".")
    if parent in sys.modules:
        setattr(sys.modules[parent], leaf, module)


def _import_late(name: str) -> None:
    """Register a real module that is executed when something of it is asked for (`LazyLoader` does it when imported twice)."""
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(name)
    module, run = module_from_spec(spec), spec.loader.exec_module

    def execute(attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        del module.__getattr__
        run(module)
        return getattr(module, attribute)

    module.__getattr__ = execute
    sys.modules[name] = module


def _imported(path: str) -> type:
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


def _default_components(name: str) -> list[type]:
    """Give Rasa its list of components when training asks for it, and not before: `run` never does."""
    if name != "DEFAULT_COMPONENTS":
        raise AttributeError(name)
    return [_imported(path) for path in DEFAULT_COMPONENTS]


def _channel(class_name: str) -> type:
    return type(class_name, (), {"name": staticmethod(lambda: f"left out: {class_name}")})


def prepare() -> None:
    """
    Make `import rasa` cheap and quiet. To be called before anything of Rasa is imported.

    Telemetry is forced off: the wheel ships analytics keys, and is on by default.
    """
    check_version(version("rasa"))
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    for variable in DEFAULTS_TO_ONE:
        os.environ.setdefault(variable, "1")
    for module, names in EMPTY_CLASSES.items():
        _stub(module, **{name: type(name, (Exception,), {}) for name in names})
    for command in UNUSED_COMMANDS:
        _stub(f"rasa.cli.{command}", add_subparser=lambda *_args, **_kwargs: None)
    for channel, class_name in UNUSED_CHANNELS.items():
        _stub(f"rasa.core.channels.{channel}", **{class_name: _channel(class_name)})
    _stub("rasa.engine.recipes.default_components", __getattr__=_default_components)
    for module in LATE_MODULES:
        _import_late(module)


def main() -> None:
    """Run Rasa's command line with the repository, and not this folder, on the import path."""
    sys.path[0] = str(REPOSITORY)
    prepare()
    importlib.import_module("rasa.__main__").main()


if __name__ == "__main__":
    main()
