# The dialogue engine, with the model trained from the files of this version.
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY tools/get_uv.py tools/
RUN python tools/get_uv.py
COPY pyproject.toml uv.lock README.md ./
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_NO_CACHE=1 UV_PROJECT_ENVIRONMENT=/app/.venv-rasa RASA_TELEMETRY_ENABLED=false
# Rasa's old sanic wants a multidict that has no wheel for this Python: built without a compiler, which this image lacks.
ENV MULTIDICT_NO_EXTENSIONS=1
RUN .tools/uv sync --locked --only-group rasa && rm -rf .tools
# What the pipeline reads entities with: the model alone, which needs nothing but Python.
COPY balise/__init__.py balise/errors.py balise/
COPY balise/model balise/model
COPY bot bot
COPY data data
RUN .venv-rasa/bin/python bot/launch_rasa.py train --domain bot/domain --data data --config bot/config.yml \
    --out models --fixed-model-name balise && rm -rf .rasa

FROM python:3.11-slim-bookworm
RUN useradd --system --no-create-home --uid 10001 balise
WORKDIR /app
COPY --from=build /app /app
ENV PATH=/app/.venv-rasa/bin:$PATH PYTHONUNBUFFERED=1 RASA_TELEMETRY_ENABLED=false HOME=/tmp
USER balise
EXPOSE 5005
CMD ["sh", "-c", "exec python bot/launch_rasa.py run --enable-api -i 0.0.0.0 -p 5005 \"--auth-token=$BALISE_RASA_TOKEN\" --endpoints bot/endpoints.yml --credentials bot/credentials.yml --model models/balise.tar.gz"]
