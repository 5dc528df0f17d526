# The service as an image: `docker build -t sosafe-api .`. It holds no database: name one in SOSAFE_DATABASE_URL.
# The tag fixes the minor version and the distribution, so that a rebuild brings their security fixes;
# pin a digest with --build-arg PYTHON_IMAGE=python@sha256:… where builds must be the same byte for byte.
ARG PYTHON_IMAGE=python:3.13-slim-trixie

# hadolint ignore=DL3006 # the argument above carries the tag
FROM ${PYTHON_IMAGE} AS build
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PROJECT_ENVIRONMENT=/opt/sosafe
WORKDIR /build
COPY .ci/ .ci/
COPY pyproject.toml uv.lock README.md LICENSE ./
# The dependencies change less often than the code: a layer of their own.
RUN .ci/uv sync --locked --no-default-groups --no-install-project
COPY src/ src/
# The package looks for its migrations beside its modules, as it does in a checkout at the top.
COPY migrations/ src/sosafe_api/migrations/
RUN .ci/uv sync --locked --no-default-groups --no-editable

# hadolint ignore=DL3006
FROM ${PYTHON_IMAGE}
RUN groupadd --gid 10001 sosafe \
    && useradd --uid 10001 --gid 10001 --no-log-init --create-home --home-dir /var/lib/sosafe sosafe
COPY --from=build /opt/sosafe /opt/sosafe
WORKDIR /var/lib/sosafe
ENV PATH=/opt/sosafe/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SOSAFE_DATA_DIRECTORY=/var/lib/sosafe \
    SOSAFE_HOST=0.0.0.0
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/livez', timeout=2)"]
ENTRYPOINT ["sosafe"]
CMD ["serve"]
