"""
Rasa's own command line, without TensorFlow.

Stock Rasa imports TensorFlow at every start although nothing in our pipeline runs it. Each stub below stands where
Rasa 3.6.21 would import it, or import a library for a service we do not use. Rasa's internals are frozen
(last release of its line), so the version is checked and never guessed.
"""

import importlib
import os
import sys
from importlib.metadata import version
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
    "pymongo.errors": ("ConnectionFailure", "OperationFailure"),
    "pymongo.collection": ("Collection",),
}
# Rasa's sub-commands that Balise never uses; each one imports brokers, prompts or plotting.
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
# Registered with the recipe by being imported; every other default component needs a library we leave out.
DEFAULT_COMPONENTS = (
    "rasa.nlu.classifiers.fallback_classifier.FallbackClassifier",
    "rasa.core.policies.memoization.MemoizationPolicy",
    "rasa.core.policies.memoization.AugmentedMemoizationPolicy",
    "rasa.core.policies.rule_policy.RulePolicy",
)


def check_version(found: str) -> None:
    """Stop when Rasa is not the one these stubs were written for: another one would fail later and obscurely."""
    if found != KNOWN_RASA:
        raise SystemExit(
            f"bot/launch_rasa.py knows Rasa {KNOWN_RASA} and found {found}: "
            "review its list of stubs, then change KNOWN_RASA."
        )


def _stub(name: str, **names: Any) -> None:
    module = ModuleType(name, "Stub registered by bot/launch_rasa.py.")
    vars(module).update(names)
    sys.modules[name] = module
    parent, _, leaf = name.rpartition(".")
    if parent in sys.modules:
        setattr(sys.modules[parent], leaf, module)


def _imported(path: str) -> type:
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


def _default_components(name: str) -> list[type]:
    """Give Rasa its list of components when training asks for it, and not before: `run` never does."""
    if name != "DEFAULT_COMPONENTS":
        raise AttributeError(name)
    return [_imported(path) for path in DEFAULT_COMPONENTS]


def _channel(class_name: str) -> type:
    return type(class_name, (), {"name": classmethod(lambda cls: f"left out: {class_name}")})


def prepare() -> None:
    """
    Make `import rasa` cheap and quiet. Call it before anything of Rasa is imported.

    Telemetry is forced off, because the wheel ships analytics keys and is on by default. One thread per process:
    messages are short, and BLAS threads that wait for each other cost more than they bring.
    """
    check_version(version("rasa"))
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    # Progress bars fill a log file, and SQLAlchemy 1.4 announces its successor at every start.
    for variable in ("TQDM_DISABLE", "SQLALCHEMY_SILENCE_UBER_WARNING"):
        os.environ.setdefault(variable, "1")
    for module, names in EMPTY_CLASSES.items():
        _stub(module, **{name: type(name, (Exception,), {}) for name in names})
    for command in UNUSED_COMMANDS:
        _stub(f"rasa.cli.{command}", add_subparser=lambda *_args, **_kwargs: None)
    for channel, class_name in UNUSED_CHANNELS.items():
        _stub(f"rasa.core.channels.{channel}", **{class_name: _channel(class_name)})
    _stub("rasa.engine.recipes.default_components", __getattr__=_default_components)


def main() -> None:
    """Run Rasa's command line with the repository, not this folder, on the import path."""
    sys.path[0] = str(REPOSITORY)
    prepare()
    importlib.import_module("rasa.__main__").main()


if __name__ == "__main__":
    main()
