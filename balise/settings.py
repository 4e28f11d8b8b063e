"""Settings, read from the environment with the prefix BALISE_ (docs/settings.md describes each)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from balise.model.hours import is_rule

ROOT = Path(__file__).resolve().parent.parent

DEMO_CLIENT = "balise-demo"
DEMO_KEY = "balise-demo-anybody-knows"
DEMO_PROVIDER = "/demo-psc"
"""Where the built-in identity provider is, under the gateway's address."""

SHORTEST_SECRET = 16
"""Characters of a secret that people do not guess; `openssl rand -hex 24` gives 48."""

_DEFAULTS = frozenset({DEMO_CLIENT, DEMO_KEY, "changeme", "change-me", "password", "secret"})

Drawable = Literal["database_url", "rasa_token", "actions_token"]
"""What the launcher draws at each start where nobody gives it."""

Origin = Annotated[str, StringConstraints(pattern=r"^https?://[a-z0-9.-]+(:[0-9]+)?$")]
"""Of a site, as browsers write it: neither a path nor a wildcard."""

_LIMIT = r"[1-9]\d*/([1-9]\d* ?)?(second|minute|hour|day)"
Rate = Annotated[str, StringConstraints(pattern=rf"^{_LIMIT}(;{_LIMIT})*$")]
"""How often something may be done: `15/minute`, or several limits at once, `20/minute;300/day`."""


class Fault(StrEnum):
    """What is wrong with a setting that reads well."""

    MISSING = "missing"
    DEMO_PROVIDER = "demo_provider"
    GUESSABLE = "guessable"
    SHORT = "short"
    NOT_HTTPS = "not_https"
    NO_HOURS = "no_hours"


@dataclass(frozen=True, slots=True)
class OidcClient:
    """How this deployment is known to its identity provider, and where that is: a discovery address, or what is read there."""

    where: str | Mapping[str, str]
    id: str
    secret: str


class Settings(BaseSettings):
    """
    Everything that can be set. Adapters receive values, never this object.

    Raises:
        pydantic.ValidationError: naming what is missing or contradictory.

    """

    model_config = SettingsConfigDict(env_prefix="BALISE_", env_file=".env", env_ignore_empty=True, extra="ignore")

    demo: bool = True
    state: Path = ROOT / "var"
    data: Path = ROOT / "data"
    models: Path = ROOT / "models"
    rasa_python: Path = ROOT / ".venv-rasa" / "bin" / "python"

    database_url: SecretStr | None = None
    secret_key: SecretStr = SecretStr("")
    drawn: Annotated[tuple[Drawable, ...], NoDecode] = ()

    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    widget_origins: Annotated[tuple[Origin, ...], NoDecode] = ()
    proxies: Annotated[tuple[str, ...], NoDecode] = ()

    rate_writes: Rate = "15/minute"
    rate_reads: Rate = "180/minute"
    rate_openings: Rate = "20/minute;300/day"
    rate_sign_ins: Rate = "10/minute;100/day"
    rate_desk: Rate = "10/minute;100/day"

    rasa_url: str = "http://127.0.0.1:5005"
    rasa_token: SecretStr = SecretStr("")
    actions_url: str = "http://127.0.0.1:5055"
    actions_host: str = "127.0.0.1"
    actions_token: SecretStr = SecretStr("")

    directory_fhir_url: str = "https://gateway.api.esante.gouv.fr/fhir/v2"
    directory_fhir_key: SecretStr | None = None

    fhir_mss_url: str = ""
    fhir_mss_key: SecretStr | None = None

    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: SecretStr | None = None
    mail_from: str = "balise@localhost"
    support_email: str = "monserviceclient.mssante@esante.gouv.fr"
    support_hours: str = ""

    imap_host: str = ""
    imap_port: int = 993
    imap_user: str = ""
    imap_password: SecretStr | None = None
    imap_folder: str = "INBOX"

    oidc_discovery: str = ""
    oidc_issuer: str = ""
    oidc_authorization_endpoint: str = ""
    oidc_token_endpoint: str = ""
    oidc_userinfo_endpoint: str = ""
    oidc_jwks_uri: str = ""
    oidc_end_session_endpoint: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr | None = None
    oidc_scope: str = "openid scope_all"
    oidc_acr: str = "eidas1"
    sign_in_minutes: int = Field(default=60, ge=1)

    desk_oidc_discovery: str = ""
    desk_oidc_client_id: str = ""
    desk_oidc_client_secret: SecretStr | None = None
    desk_oidc_scope: str = "openid profile"
    desk_oidc_claim: str = "groups"
    desk_oidc_agents: str = ""
    desk_oidc_admins: str = ""
    desk_idle_minutes: int = Field(default=30, ge=1)
    desk_hours: int = Field(default=8, ge=1, le=24)

    telegram_token: SecretStr | None = None
    telegram_api: str = "https://api.telegram.org"

    delivery_tries: int = 20

    keep_conversations_days: int = 30
    expire_drafts_days: int = 30
    keep_procedures_days: int = 365
    warn_delegation_days: int = 7
    operator_delay_days: int = Field(default=10, ge=1)

    @field_validator("widget_origins", "proxies", "drawn", mode="before")
    @classmethod
    def listed(cls, values: Any) -> Any:
        """Read a list written on one line."""
        return tuple(values.replace(",", " ").split()) if isinstance(values, str) else values

    @property
    def base_url(self) -> str:
        """The gateway's address as people see it, without a final slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def key(self) -> str:
        """The secret of this deployment that no database holds; in the demo anybody's."""
        return _revealed(self.secret_key) or DEMO_KEY

    @property
    def numbers(self) -> dict[str, int]:
        """The settings that are numbers, by name: durations among them."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: value for name, value in values.items() if isinstance(value, int) and not isinstance(value, bool)}

    @property
    def outbox(self) -> Path:
        """Where the demo's mail sink writes its .eml files."""
        return self.state / "outbox"

    @property
    def demo_identities(self) -> bool:
        """Whether people sign in by the built-in provider, where anybody may be anybody."""
        return self.demo and not (self.oidc_discovery or self.oidc_issuer)

    @property
    def oidc_client(self) -> OidcClient:
        """The configured client; in demo mode, when none is, the built-in provider's."""
        if self.demo_identities:
            well_known = f"{self.base_url}{DEMO_PROVIDER}/.well-known/wallet-openid-configuration"
            return OidcClient(well_known, DEMO_CLIENT, DEMO_CLIENT)
        return OidcClient(self.oidc_discovery or self._endpoints, self.oidc_client_id, _revealed(self.oidc_client_secret))

    @property
    def _endpoints(self) -> dict[str, str]:
        names = ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint")
        return {name: getattr(self, f"oidc_{name}") for name in names}

    @model_validator(mode="after")
    def usable(self) -> Self:
        """Refuse what could not work, and a real deployment that would quietly run on demo parts; all at once."""
        faults = self._incomplete() | ({} if self.demo else self._unfit_for_real_use())
        if faults:
            named = ", ".join(f"{name} ({fault})" for name, fault in faults.items())
            raise PydanticCustomError("unusable", "unusable settings: {named}", {"named": named, "faults": faults})
        return self

    def _incomplete(self) -> dict[str, Fault]:
        """Return what is missing beside what is given, or cannot be made out, by name."""
        needed: dict[str, object] = {}
        if self.fhir_mss_url:
            needed["BALISE_FHIR_MSS_KEY"] = self.fhir_mss_key
        if self.imap_host:
            needed |= {"BALISE_IMAP_USER": self.imap_user, "BALISE_IMAP_PASSWORD": self.imap_password}
        if self.oidc_issuer and not self.oidc_discovery:
            optional = "end_session_endpoint"
            needed |= {f"BALISE_OIDC_{name.upper()}": url for name, url in self._endpoints.items() if name != optional}
        if self.desk_oidc_discovery:
            names = ("client_id", "client_secret", "claim", "agents")
            needed |= {f"BALISE_DESK_OIDC_{name.upper()}": getattr(self, f"desk_oidc_{name}") for name in names}
        unread = {"BALISE_SUPPORT_HOURS": Fault.NO_HOURS} if self.support_hours and not is_rule(self.support_hours) else {}
        return unread | {name: Fault.MISSING for name, value in needed.items() if not value}

    def _unfit_for_real_use(self) -> dict[str, Fault]:
        """Return what real people must not be exposed to, by name."""
        secrets = {
            "BALISE_SECRET_KEY": self.secret_key,
            "BALISE_RASA_TOKEN": self.rasa_token,
            "BALISE_ACTIONS_TOKEN": self.actions_token,
            "BALISE_OIDC_CLIENT_SECRET": self.oidc_client_secret,
        }
        provider = {f"BALISE_OIDC_{name.upper()}": url for name, url in self._endpoints.items()}
        provider |= {"BALISE_OIDC_DISCOVERY": self.oidc_discovery, "BALISE_DESK_OIDC_DISCOVERY": self.desk_oidc_discovery}
        if self.desk_oidc_discovery:
            secrets["BALISE_DESK_OIDC_CLIENT_SECRET"] = self.desk_oidc_client_secret
        needed = {
            "BALISE_DATABASE_URL": self.database_url,
            "BALISE_PUBLIC_URL": self.public_url,
            "BALISE_SMTP_HOST": self.smtp_host,
            "BALISE_OIDC_DISCOVERY": self.oidc_discovery or self.oidc_issuer,
            "BALISE_OIDC_CLIENT_ID": self.oidc_client_id,
        }
        faults = {name: Fault.MISSING for name, value in needed.items() if not value}
        faults |= {name: fault for name, secret in secrets.items() if (fault := _weakness(_revealed(secret)))}
        faults |= {name: Fault.NOT_HTTPS for name, url in provider.items() if url and not _is_private(url)}
        if self.public_url and urlsplit(self.public_url).scheme != "https":
            faults["BALISE_PUBLIC_URL"] = Fault.NOT_HTTPS
        if urlsplit(self.oidc_discovery or self.oidc_issuer).path.startswith(DEMO_PROVIDER):
            faults["BALISE_OIDC_DISCOVERY"] = Fault.DEMO_PROVIDER
        return faults


def _revealed(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


def _is_private(url: str) -> bool:
    """Say whether what goes there is read by nobody on the way: https, or this very machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in ("localhost", "127.0.0.1", "::1")


def _weakness(secret: str) -> Fault | None:
    if not secret:
        return Fault.MISSING
    if secret.casefold() in _DEFAULTS:
        return Fault.GUESSABLE
    return Fault.SHORT if len(secret) < SHORTEST_SECRET else None
