"""Settings, read from the environment with the prefix BALISE_ (docs/settings.md describes each)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


DEMO_CLIENT = "balise-demo"


@dataclass(frozen=True, slots=True)
class OidcClient:
    """How this deployment is known to its identity provider."""

    discovery: str
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

    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""

    rasa_url: str = "http://127.0.0.1:5005"
    rasa_token: SecretStr = SecretStr("")
    actions_url: str = "http://127.0.0.1:5055"
    actions_host: str = "127.0.0.1"

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

    imap_host: str = ""
    imap_port: int = 993
    imap_user: str = ""
    imap_password: SecretStr | None = None
    imap_folder: str = "INBOX"

    oidc_discovery: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr | None = None
    oidc_scope: str = "openid scope_all"
    oidc_acr: str = "eidas1"

    telegram_token: SecretStr | None = None
    telegram_api: str = "https://api.telegram.org"

    delivery_tries: int = 20

    keep_conversations_days: int = 30
    expire_drafts_days: int = 30
    keep_procedures_days: int = 365
    warn_delegation_days: int = 7

    @property
    def base_url(self) -> str:
        """The gateway's address as people see it, without a final slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def outbox(self) -> Path:
        """Where the demo's mail sink writes its .eml files."""
        return self.state / "outbox"

    @property
    def oidc_client(self) -> OidcClient:
        """The configured client; in demo mode, when none is, the built-in provider's."""
        if self.demo and not self.oidc_discovery:
            well_known = f"{self.base_url}/demo-psc/.well-known/wallet-openid-configuration"
            return OidcClient(well_known, DEMO_CLIENT, DEMO_CLIENT)
        secret = self.oidc_client_secret.get_secret_value() if self.oidc_client_secret else ""
        return OidcClient(self.oidc_discovery, self.oidc_client_id, secret)

    @model_validator(mode="after")
    def complete_fhir_mss(self) -> Self:
        """Refuse an endpoint that every request would find closed."""
        if self.fhir_mss_url and self.fhir_mss_key is None:
            raise ValueError("with BALISE_FHIR_MSS_URL, BALISE_FHIR_MSS_KEY must be set")
        return self

    @model_validator(mode="after")
    def complete_imap(self) -> Self:
        """Refuse a mailbox that nobody could open."""
        if self.imap_host and not (self.imap_user and self.imap_password):
            raise ValueError("with BALISE_IMAP_HOST, BALISE_IMAP_USER and BALISE_IMAP_PASSWORD must be set")
        return self

    @model_validator(mode="after")
    def complete_outside_demo(self) -> Self:
        """Refuse a real deployment that would quietly run on demo parts."""
        if self.demo:
            return self
        needed = {
            "BALISE_DATABASE_URL": self.database_url,
            "BALISE_PUBLIC_URL": self.public_url,
            "BALISE_RASA_TOKEN": self.rasa_token.get_secret_value(),
            "BALISE_SMTP_HOST": self.smtp_host,
            "BALISE_OIDC_DISCOVERY": self.oidc_discovery,
            "BALISE_OIDC_CLIENT_ID": self.oidc_client_id,
            "BALISE_OIDC_CLIENT_SECRET": self.oidc_client_secret,
        }
        missing = [name for name, value in needed.items() if not value]
        if missing:
            raise ValueError(f"outside demo mode these must be set: {', '.join(missing)}")
        return self
