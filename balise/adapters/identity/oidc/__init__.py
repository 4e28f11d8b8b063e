"""Pro Santé Connect, or any other OpenID Connect provider that gives the same claims."""

from balise.adapters.identity.oidc.client import Client, OidcProvider

__all__ = ["Client", "OidcProvider"]
