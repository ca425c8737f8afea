"""The settings, typed, from the environment and `.env`. A wrong or missing one stops the start with a
sentence that says how to mend it. `.env.example` lists them all."""

import base64
import difflib
import ipaddress
import os
import re
import secrets
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import SplitResult, parse_qs, urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SLACK = "https://slack.com/api/"
VAR = Path("var")
SANDBOX_KEY = VAR / "sandbox" / "hearth.key"

_DRIVERS = ("sqlite:///", "postgresql+psycopg://")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
SECRET_LEAST = 16
_USER = re.compile(r"[UW][A-Z0-9]{2,}")


class SettingsProblem(Exception):
    """The settings do not let the bot start. `sentences` says what is wrong and how to mend it, one
    sentence a problem; none holds a secret's value."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Settings(BaseSettings):
    """What can be set. Names are those of the environment, in lower case."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_api_url: str = SLACK
    database_url: str = Field(default="", repr=False)  # may hold a password
    keys_url: str = Field(default="", repr=False)
    hearth_key: SecretStr | None = None
    hearth_admins: Annotated[frozenset[str], NoDecode] = frozenset()
    sandbox_port: int = Field(default=8137)
    control_port: int = Field(default=8138)
    flows_folder: Path | None = None
    alive_file: Path | None = None
    heartbeat_url: str = Field(default="", repr=False)  # whoever knows it can send heartbeats
    ring_url: str = Field(default="", repr=False)  # its query may hold a token
    ring_secret: SecretStr | None = None
    health_port: int | None = None
    health_host: str = "127.0.0.1"
    log_level: str = "INFO"

    @property
    def sandbox(self) -> bool:
        """Whether the bot speaks to its own sandbox: there are no tokens."""
        return self.slack_bot_token is None

    @property
    def key(self) -> str:
        """The key that wraps every other key, in clear.

        Raises: SettingsProblem when it is not there yet (only a sandbox before `load_settings`).
        """
        if self.hearth_key is None:
            raise SettingsProblem([_NO_KEY])
        return self.hearth_key.get_secret_value()

    @field_validator("slack_bot_token")
    @classmethod
    def _bot_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not re.fullmatch(r"xoxb-[\w-]+", token.get_secret_value()):
            raise ValueError(
                "SLACK_BOT_TOKEN must be a bot token (xoxb- and what follows): copy it from OAuth & "
                "Permissions in the app's settings."
            )
        return token

    @field_validator("slack_app_token")
    @classmethod
    def _app_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not re.fullmatch(r"xapp-[\w-]+", token.get_secret_value()):
            raise ValueError(
                "SLACK_APP_TOKEN must be an app-level token (xapp- and what follows): make one with "
                "connections:write under Basic Information."
            )
        return token

    @field_validator("slack_api_url")
    @classmethod
    def _api_url(cls, url: str) -> str:
        parts = _parts(url)
        at_home = parts is not None and parts.scheme == "http" and parts.hostname in _LOOPBACK
        if parts is None or not parts.hostname or not (at_home or parts.scheme == "https"):
            raise ValueError(
                f"SLACK_API_URL must be an https address such as {SLACK}: leave it out for Slack itself."
            )
        return url if url.endswith("/") else url + "/"

    @field_validator("heartbeat_url", "ring_url")
    @classmethod
    def _elsewhere(cls, url: str, info: ValidationInfo) -> str:
        parts = _parts(url)
        at_home = parts is not None and parts.scheme == "http" and parts.hostname in _LOOPBACK
        if url and (parts is None or not parts.hostname or not (at_home or parts.scheme == "https")):
            raise ValueError(
                f"{str(info.field_name).upper()} must be an https address, or http on this machine: without "
                "it there is none."
            )
        return url

    @field_validator("ring_secret")
    @classmethod
    def _long_enough(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and len(secret.get_secret_value()) < SECRET_LEAST:
            raise ValueError(
                f"RING_SECRET must have at least {SECRET_LEAST} characters: `python bot.py new-key` makes "
                "one that will do."
            )
        return secret

    @field_validator("health_host")
    @classmethod
    def _address(cls, host: str) -> str:
        try:
            ipaddress.ip_address(host)
        except ValueError:
            raise ValueError(
                "HEALTH_HOST must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all."
            ) from None
        return host

    @field_validator("database_url", "keys_url")
    @classmethod
    def _database(cls, url: str, info: ValidationInfo) -> str:
        name = str(info.field_name).upper()
        path = url.removeprefix("sqlite:///").partition("?")[0]
        if url and (not url.startswith(_DRIVERS) or path in ("", ":memory:") or _parts(url) is None):
            raise ValueError(
                f"{name} must start with sqlite:/// and a file's path, or with postgresql+psycopg:// "
                "(the driver written out; signs such as / in its password as %2F)."
            )
        return url

    @field_validator("hearth_key")
    @classmethod
    def _key_shape(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None and not is_key(key.get_secret_value()):
            raise ValueError(
                "HEARTH_KEY is no key: `python bot.py new-key` makes one; where data is there already, bring "
                "back the key that it was written with."
            )
        return key

    @field_validator("hearth_admins", mode="before")
    @classmethod
    def _admins(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        ids = frozenset(part.strip() for part in value.split(",") if part.strip())
        if not all(_USER.fullmatch(one) for one in ids):
            raise ValueError(
                "HEARTH_ADMINS must be Slack user ids with commas between them, such as U02ABCDEF,U03GHIJKL: "
                "Copy member ID is in a profile's menu."
            )
        return ids

    @field_validator("sandbox_port", "control_port", "health_port", mode="before")
    @classmethod
    def _port(cls, value: object, info: ValidationInfo) -> object:
        if value is None:
            return value  # only /healthz may have none
        if not (str(value).isascii() and str(value).isdigit() and 1 <= int(str(value)) <= 65535):
            name = str(info.field_name).upper()
            raise ValueError(f"{name} must be a port's number between 1 and 65535.")
        return value

    @field_validator("flows_folder")
    @classmethod
    def _folder(cls, folder: Path | None) -> Path | None:
        if folder is not None and not folder.is_dir():
            raise ValueError(
                "FLOWS_FOLDER must be a folder that is there: make it, or leave the setting out."
            )
        return folder

    @field_validator("log_level", mode="before")
    @classmethod
    def _level(cls, value: object) -> object:
        if str(value).upper() not in _LEVELS:
            raise ValueError(f"LOG_LEVEL must be one of {', '.join(_LEVELS)}.")
        return str(value).upper()

    @model_validator(mode="before")
    @classmethod
    def _homes(cls, values: dict[str, object]) -> dict[str, object]:
        """Give both databases their place: a sandbox keeps to its own folder, and never opens a team's."""
        folder = VAR if values.get("slack_bot_token") else VAR / "sandbox"
        filled = dict(values)
        if not filled.get("database_url"):
            filled["database_url"] = f"sqlite:///{folder / 'hearth.db'}"
        if not filled.get("keys_url") and str(filled["database_url"]).startswith("sqlite"):
            filled["keys_url"] = f"sqlite:///{folder / 'keys.db'}"
        return filled

    @model_validator(mode="after")
    def _together(self) -> Self:
        """Check what only several settings together can tell."""
        problems = []
        if (self.slack_bot_token is None) != (self.slack_app_token is None):
            there, missing = (
                ("SLACK_APP_TOKEN", "SLACK_BOT_TOKEN")
                if self.slack_bot_token is None
                else ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")
            )
            problems.append(
                f"{missing} is missing beside {there}: set both to run in Slack, or neither for the sandbox."
            )
        elif not self.sandbox and self.hearth_key is None:
            problems.append(_NO_KEY)
        if not self.keys_url:
            problems.append(
                "KEYS_URL is missing: with PostgreSQL the keys need a database of their own, outside dumps "
                "and WAL archives of the first."
            )
        elif _place(self.keys_url) == _place(self.database_url):
            problems.append(
                "KEYS_URL names the same database as DATABASE_URL: give the keys one of their own, or a "
                "deleted person's words could be read from a backup."
            )
        if bool(self.ring_url) != (self.ring_secret is not None):
            problems.append(
                "RING_URL and RING_SECRET belong together: set both for rings outside Slack, or neither."
            )
        if self.sandbox_port == self.control_port:
            problems.append("CONTROL_PORT is the same as SANDBOX_PORT: give it another number.")
        if self.sandbox and self.health_port in (self.sandbox_port, self.control_port):
            problems.append("HEALTH_PORT is the port of the sandbox: give it another number.")
        if problems:
            raise ValueError("\n".join(problems))
        return self


_NO_KEY = (
    "HEARTH_KEY is missing: make one with `python bot.py new-key`, write it into .env, and keep a copy away "
    "from this machine."
)


def is_key(text: str) -> bool:
    """Return whether `text` has the shape of a HEARTH_KEY: 32 bytes in URL-safe base64, with its `=`."""
    return re.fullmatch(r"[\w-]{43}=", text, re.ASCII) is not None


def new_key() -> str:
    """Return a fresh HEARTH_KEY: 32 random bytes, in URL-safe base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def load_settings() -> Settings:
    """Read the environment and `.env` (the environment wins), and make a sandbox its key if it has none.

    Raises: SettingsProblem with one sentence for each problem.
    """
    if misspelt := _misspelt(Path(".env")):
        raise SettingsProblem(misspelt)
    try:
        settings = Settings()
    except ValidationError as error:
        # `from None`: the cause would print what was read, secrets and all.
        raise SettingsProblem(_sentences(error)) from None
    if settings.hearth_key is None:
        return settings.model_copy(update={"hearth_key": SecretStr(_sandbox_key(SANDBOX_KEY))})
    return settings


def _sentences(error: ValidationError) -> list[str]:
    found: list[str] = []
    for problem in error.errors(include_url=False, include_input=False):
        if problem["type"] == "value_error":
            found += str(problem["ctx"]["error"]).split("\n")
        else:
            name = "_".join(str(part) for part in problem["loc"]).upper() or "A setting"
            found.append(f"{name} cannot be read: look at .env.example.")
    return found


def _parts(url: str) -> SplitResult | None:
    """Return the parts of an address; None where it has none to read. urllib's own errors would quote
    what may be a piece of a password."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return None if re.search(r"\s", url) else parts


def _place(url: str) -> object:
    """Return where a database is, without the parts that do not tell it from another one."""
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///").partition("?")[0]).resolve()
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    host = parts.hostname or "".join(query.get("host", []))
    port = parts.port or "".join(query.get("port", [])) or 5432
    return host, port, parts.path.strip("/") or "".join(query.get("dbname", []))


def _misspelt(env_file: Path) -> list[str]:
    """Return a sentence for each name in `.env` that is nearly a setting's: it would do nothing."""
    names = [name.upper() for name in Settings.model_fields]
    sentences = []
    for name in dotenv_values(env_file):
        near = (
            [] if name.upper() in names else difflib.get_close_matches(name.upper(), names, n=1, cutoff=0.8)
        )
        if near:
            sentences.append(f"{name} in .env is no setting, so it would do nothing: write {near[0]}.")
    return sentences


def _sandbox_key(path: Path) -> str:
    """Return the sandbox's own key, made at the first start, in a file that only its owner can read."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            key = path.read_text(encoding="ascii").strip()
        else:
            key = new_key()
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(key + "\n")
    except (OSError, UnicodeError):
        raise SettingsProblem([f"{path} cannot be read or written: mend its rights, or delete it."]) from None
    if not is_key(key):
        raise SettingsProblem([f"{path} holds no key: delete the folder {path.parent} to begin anew."])
    return key
