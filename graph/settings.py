"""Settings: every choice that comes from the environment, in one table (docs/settings.md is written from it)."""

import os
from collections.abc import Mapping
from pathlib import Path

import platformdirs
import psutil
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from yhdysverkko.graph.errors import WrongUse

APP = "yhdysverkko"
MIB = 2**20


class Settings(BaseModel):
    """What a user can choose; each field's alias is the environment variable that sets it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    data: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir(APP)),
        alias="YHDYSVERKKO_DATA",
        description="data folder: the local database, accounts and the keys of graphs (also --data)",
    )
    cache: Path = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir(APP)),
        alias="YHDYSVERKKO_CACHE",
        description="per-user folder where Neo4j's files are kept after the download",
    )
    language: str = Field(
        default="fi",
        alias="YHDYSVERKKO_LANG",
        pattern="^(fi|sv|en)$",
        description="language of messages and maps: fi, sv or en",
    )
    keep_contacts: bool = Field(
        default=False,
        alias="YHDYSVERKKO_KEEP_CONTACTS",
        description="store phone numbers and e-mail addresses instead of counting and dropping them",
    )
    queries: Path | None = Field(
        default=None,
        alias="YHDYSVERKKO_QUERIES",
        description="folder with questions of your own (.cypher), which join the catalogue (also --queries)",
    )
    neo4j_uri: str | None = Field(
        default=None,
        alias="NEO4J_URI",
        description="address of your own Neo4j server; without it a local one is started",
    )
    neo4j_username: str = Field(default="neo4j", alias="NEO4J_USERNAME", description="user on your own server")
    neo4j_password: SecretStr = Field(
        default=SecretStr(""), alias="NEO4J_PASSWORD", description="password on your own server"
    )
    neo4j_database: str = Field(default="neo4j", alias="NEO4J_DATABASE", description="database on your own server")
    neo4j_version: str = Field(
        default="5.26.30",
        alias="YHDYSVERKKO_NEO4J_VERSION",
        pattern=r"^\d+\.\d+\.\d+$",
        description="version of the local Neo4j, one of those pinned in graph/neo4j-*.jars",
    )
    maven_url: str = Field(
        default="https://repo1.maven.org/maven2",
        alias="YHDYSVERKKO_MAVEN_URL",
        pattern="^https?://",
        description="Maven repository that Neo4j's files are fetched from",
    )
    bolt_port: int = Field(
        default=0,
        alias="YHDYSVERKKO_BOLT_PORT",
        ge=0,
        le=65535,
        description="port of the local Neo4j; 0 takes a free one and keeps it",
    )
    heap_mb: int = Field(
        default_factory=lambda: min(2048, max(1024, psutil.virtual_memory().total // MIB // 8)),
        alias="YHDYSVERKKO_HEAP_MB",
        ge=256,
        description="heap of the local Neo4j in MiB; by default an eighth of the memory, from 1024 to 2048",
    )
    open_network: bool = Field(
        default=False,
        alias="YHDYSVERKKO_OPEN_NETWORK",
        description="let `serve` listen on other addresses without accounts: everybody sees what the public may",
    )
    oidc_issuer: str | None = Field(
        default=None,
        alias="YHDYSVERKKO_OIDC_ISSUER",
        pattern=r"^(https://|http://(localhost|127\.0\.0\.1)[:/])",
        description="address of your organisation's OpenID Connect provider, through which people sign in",
    )
    oidc_client_id: str = Field(
        default="yhdysverkko", alias="YHDYSVERKKO_OIDC_CLIENT_ID", description="how the provider knows this application"
    )
    oidc_client_secret: SecretStr = Field(
        default=SecretStr(""), alias="YHDYSVERKKO_OIDC_CLIENT_SECRET", description="secret shared with the provider"
    )
    oidc_role: str = Field(
        default="reader",
        alias="YHDYSVERKKO_OIDC_ROLE",
        pattern="^(public|reader|analyst|editor|admin)$",
        description="role of somebody who signs in through the provider for the first time",
    )
    contact: str | None = Field(
        default=None,
        alias="YHDYSVERKKO_CONTACT",
        max_length=300,
        description="where to report an error or ask for removal: an e-mail or web address, or a text",
    )
    log_form: str | None = Field(
        default=None,
        alias="YHDYSVERKKO_LOG",
        pattern="^(json|text)$",
        description="form of the log of `serve`: json or text; without it text on a terminal, json elsewhere",
    )
    upload_file_mb: int = Field(
        default=50,
        alias="YHDYSVERKKO_UPLOAD_FILE_MB",
        ge=1,
        description="largest file that the pages take for loading, in MiB",
    )
    upload_mb: int = Field(
        default=100,
        alias="YHDYSVERKKO_UPLOAD_MB",
        ge=1,
        description="most that one upload may hold altogether, in MiB",
    )
    upload_files: int = Field(
        default=50, alias="YHDYSVERKKO_UPLOAD_FILES", ge=1, description="most files that one upload may hold"
    )
    time_limit_s: float = Field(
        default=60.0,
        alias="YHDYSVERKKO_TIME_LIMIT",
        gt=0,
        description="seconds after which the server stops a reading query",
    )

    @property
    def keys(self) -> Path:
        """The folder of the secrets of graphs (graph/keys.py)."""
        return self.data / "keys"


def read_settings(environment: Mapping[str, str] = os.environ, *, data: Path | None = None) -> Settings:
    """The settings in force; `data` (the --data option) wins over the environment.

    Raises WrongUse naming the variable whose value does not fit. Empty variables count as unset, as they do in
    docker-compose files.
    """
    given: dict[str, object] = {name: value for name, value in environment.items() if value}
    if data is not None:
        given["YHDYSVERKKO_DATA"] = data
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise WrongUse("settings.invalid", name=str(first["loc"][0]), reason=first["msg"]) from error
