"""What settings are refused, and how that is said."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from click.testing import CliRunner
from pydantic import SecretStr, ValidationError

from balise.cli import main
from balise.settings import DEMO_CLIENT, DEMO_KEY, ROOT, Fault, Settings
from balise.wiring.seals import seals

REAL: dict[str, Any] = {
    "demo": False,
    "database_url": SecretStr("postgresql://balise:pw@127.0.0.1/balise"),
    "public_url": "https://balise.example",
    "secret_key": SecretStr("0123456789abcdef"),
    "rasa_token": SecretStr("0123456789abcdef"),
    "actions_token": SecretStr("fedcba9876543210"),
    "smtp_host": "smtp.example",
    "oidc_discovery": "https://auth.example/.well-known/wallet-openid-configuration",
    "oidc_client_id": "balise",
    "oidc_client_secret": SecretStr("0123456789abcdef"),
}
DESK = {
    "desk_oidc_discovery": "https://agents.example/.well-known/openid-configuration",
    "desk_oidc_client_id": "balise-desk",
    "desk_oidc_client_secret": SecretStr("0123456789abcdef"),
    "desk_oidc_agents": "support",
}
ENDPOINTS = {
    "oidc_discovery": "",
    "oidc_issuer": "https://auth.example",
    "oidc_authorization_endpoint": "https://wallet.example/auth",
    "oidc_token_endpoint": "https://auth.example/token",
    "oidc_userinfo_endpoint": "https://auth.example/userinfo",
    "oidc_jwks_uri": "https://auth.example/certs",
}


def faults(**change: Any) -> dict[str, Fault]:
    """Return what is wrong with the settings of a real deployment, once changed."""
    with pytest.raises(ValidationError) as raised:
        Settings(**{**REAL, **change})
    found: dict[str, Fault] = raised.value.errors()[0]["ctx"]["faults"]
    return found


def test_a_real_deployment_starts() -> None:
    """With its settings, by a discovery address or by what is read there; the provider's end of session may be missing."""
    by_address, by_endpoints = Settings(**REAL), Settings(**REAL | ENDPOINTS)

    assert REAL["oidc_discovery"] == by_address.oidc_client.where
    assert {"issuer", "jwks_uri", "end_session_endpoint"} < set(by_endpoints.oidc_client.where)
    assert "support" == Settings(**REAL | DESK).desk_oidc_agents
    assert not by_address.demo_identities
    assert not by_endpoints.demo_identities


def test_everything_wrong_is_named_at_once() -> None:
    """One start tells all there is to do."""
    expected = {
        "BALISE_DATABASE_URL": Fault.MISSING,
        "BALISE_PUBLIC_URL": Fault.MISSING,
        "BALISE_SECRET_KEY": Fault.MISSING,
        "BALISE_RASA_TOKEN": Fault.MISSING,
        "BALISE_ACTIONS_TOKEN": Fault.MISSING,
        "BALISE_SMTP_HOST": Fault.MISSING,
        "BALISE_OIDC_DISCOVERY": Fault.MISSING,
        "BALISE_OIDC_CLIENT_ID": Fault.MISSING,
        "BALISE_OIDC_CLIENT_SECRET": Fault.MISSING,
        "BALISE_IMAP_USER": Fault.MISSING,
        "BALISE_IMAP_PASSWORD": Fault.MISSING,
    }
    with pytest.raises(ValidationError) as raised:
        Settings(demo=False, imap_host="imap.example")

    assert expected == raised.value.errors()[0]["ctx"]["faults"]


@pytest.mark.parametrize(
    ("change", "name", "fault"),
    [
        ({"public_url": "http://balise.example"}, "BALISE_PUBLIC_URL", Fault.NOT_HTTPS),
        ({"secret_key": SecretStr(DEMO_KEY)}, "BALISE_SECRET_KEY", Fault.GUESSABLE),
        ({"rasa_token": SecretStr("too short")}, "BALISE_RASA_TOKEN", Fault.SHORT),
        ({"oidc_client_secret": SecretStr(DEMO_CLIENT)}, "BALISE_OIDC_CLIENT_SECRET", Fault.GUESSABLE),
        ({"rasa_token": SecretStr("ChangeMe")}, "BALISE_RASA_TOKEN", Fault.GUESSABLE),
        (
            {"oidc_discovery": "https://balise.example/demo-psc/.well-known/wallet-openid-configuration"},
            "BALISE_OIDC_DISCOVERY",
            Fault.DEMO_PROVIDER,
        ),
        ({"oidc_discovery": "http://auth.example/x"}, "BALISE_OIDC_DISCOVERY", Fault.NOT_HTTPS),
        (ENDPOINTS | {"oidc_token_endpoint": "http://auth.example/token"}, "BALISE_OIDC_TOKEN_ENDPOINT", Fault.NOT_HTTPS),
        (ENDPOINTS | {"oidc_jwks_uri": ""}, "BALISE_OIDC_JWKS_URI", Fault.MISSING),
        (DESK | {"desk_oidc_discovery": "http://agents.example/x"}, "BALISE_DESK_OIDC_DISCOVERY", Fault.NOT_HTTPS),
        (DESK | {"desk_oidc_agents": ""}, "BALISE_DESK_OIDC_AGENTS", Fault.MISSING),
        (DESK | {"desk_oidc_client_secret": SecretStr("short")}, "BALISE_DESK_OIDC_CLIENT_SECRET", Fault.SHORT),
    ],
    ids=str,
)
def test_what_a_real_deployment_is_refused(change: dict[str, Any], name: str, fault: Fault) -> None:
    """Demo parts, weak secrets, an address in clear, half a provider."""
    assert {name: fault} == faults(**change)


@pytest.mark.parametrize("rule", ["lundi-vendredi 9h-18h", "Mo-Fr 09:00+"])
def test_hours_that_nobody_could_tell_are_refused(rule: str) -> None:
    """In the demo too."""
    assert {"BALISE_SUPPORT_HOURS": Fault.NO_HOURS} == faults(support_hours=rule)
    assert {"BALISE_SUPPORT_HOURS": Fault.NO_HOURS} == faults(demo=True, support_hours=rule)
    assert "Mo-Fr 09:00-18:00; PH off" == Settings(**REAL, support_hours="Mo-Fr 09:00-18:00; PH off").support_hours


@pytest.mark.parametrize("minutes", [0, -5])
def test_a_sign_in_lasts_a_while(minutes: int) -> None:
    """Nobody could act otherwise."""
    with pytest.raises(ValidationError, match="sign_in_minutes"):
        Settings(sign_in_minutes=minutes)


def test_the_demo_asks_for_nothing() -> None:
    """It has its own provider, whatever its address."""
    assert Settings(demo=True, public_url="http://192.0.2.1:8000").demo_identities


def test_what_is_kept_of_a_setting_tells_nothing_of_its_value() -> None:
    """Nor which others have the same; without the key no value can be tried on it. Defaults leave nothing."""
    one = seals(Settings(**REAL))
    other = seals(Settings(**REAL | {"secret_key": SecretStr("another key, 16+")}))

    assert {f"BALISE_{name.upper()}" for name in REAL} == set(one)
    assert one == seals(Settings(**REAL))
    assert set() == {*one.values()} & {*other.values()}
    assert one["BALISE_SECRET_KEY"] != one["BALISE_OIDC_CLIENT_SECRET"]
    assert {} == seals(Settings())


def test_each_fault_is_said_in_french_and_no_secret_is() -> None:
    """`balise up` says what to do, setting by setting."""
    env = {"BALISE_DEMO": "false", "BALISE_PUBLIC_URL": "http://balise.example", "BALISE_RASA_TOKEN": "jeton-court"}
    env |= {"BALISE_SUPPORT_HOURS": "9h-18h"}
    result = CliRunner().invoke(main, ["up"], env=env)

    assert 1 == result.exit_code
    assert "BALISE_PUBLIC_URL : l’adresse doit commencer par https://" in result.output
    assert "BALISE_RASA_TOKEN : secret trop court" in result.output
    assert "BALISE_OIDC_DISCOVERY : à renseigner" in result.output
    assert "BALISE_SUPPORT_HOURS : horaires illisibles" in result.output
    assert "jeton-court" not in result.output


def test_the_gateway_says_it_too() -> None:
    """Without a trace, which would show the settings."""
    env = {"BALISE_DEMO": "false", "BALISE_RASA_TOKEN": "jeton-court", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-m", "channels.web"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)

    assert 1 == done.returncode
    assert "BALISE_OIDC_CLIENT_SECRET : à renseigner" in done.stderr
    assert "jeton-court" not in done.stderr
    assert "Traceback" not in done.stderr
