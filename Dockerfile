# The application alone; Neo4j runs beside it (docker-compose.yml).
FROM python:3.11-slim-bookworm AS build
WORKDIR /source
RUN python -m venv /venv
COPY requirements.lock ./
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY graph graph
COPY loaders loaders
COPY queries queries
COPY viz viz
COPY api api
RUN /venv/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim-bookworm
# Native Voikko reads Finnish seventy times as fast as its pure-Python twin; the Debian release fixes its version.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install -y --no-install-recommends libvoikko1 voikko-fi \
  && rm -rf /var/lib/apt/lists/*
# What the application keeps outside Neo4j, its accounts and the key of the graph, lies in /data, which is a volume in docker-compose.yml.
RUN useradd --system --uid 10001 --create-home yhdysverkko && install -d -m 700 -o 10001 -g yhdysverkko /data
COPY --from=build /venv /venv
COPY sample /sample
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 YHDYSVERKKO_DATA=/data
USER 10001
EXPOSE 8000
# Whether the application lives; whether it can work too, which takes the database, says /readyz.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=6 \
  CMD ["python", "-c", "import httpx2; httpx2.get('http://127.0.0.1:8000/healthz').raise_for_status()"]
CMD ["yhdysverkko", "serve", "--host", "0.0.0.0", "--port", "8000"]
