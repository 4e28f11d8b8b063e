"""The web door: the HTTP interface, the pages, and the demo's identity provider."""
