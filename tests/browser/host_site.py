"""Another site, on another origin, that embeds the chat under a strict content security policy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

# What docs/embedding.md says that a site has to allow, and nothing more.
POLICY = (
    "default-src 'none'; script-src {gateway}; connect-src {gateway}; img-src blob:; base-uri 'none';"
    " require-trusted-types-for 'script'"
)
PAGE = """<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Un site</title></head>
<body>
<main>
<h1>Un site qui embarque Balise</h1>
<p><a href="#plus">Un lien de ce site</a></p>
{paragraphs}
</main>
<script src="{gateway}/static/balise-chat.js" defer {options}></script>
</body>
</html>"""


@contextmanager
def host_site() -> Iterator[HostSite]:
    """Serve the site from a thread."""
    site = HostSite()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": site}))
    server.daemon_threads = True
    site.origin = f"http://localhost:{server.server_address[1]}"
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


class HostSite:
    """Its origin, and the gateway it embeds."""

    origin = ""
    gateway = ""

    def page(self, options: str) -> str:
        """Return its page, with these `data-` attributes on the script."""
        return PAGE.format(gateway=self.gateway, options=options, paragraphs="<p>Un paragraphe de ce site.</p>\n" * 40)

    @property
    def policy(self) -> str:
        """The policy it serves its page with."""
        return POLICY.format(gateway=self.gateway)


class _Handler(BaseHTTPRequestHandler):
    site: HostSite

    def do_GET(self) -> None:
        options = parse_qs(urlsplit(self.path).query).get("options", [""])[0]
        content = self.site.page(options).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", self.site.policy)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library names it so
        pass
