"""What the settings accept, what they refuse, and with which words."""

import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from settings import Settings, SettingsProblem, is_key, load_settings, new_key
from storage.keys import read_hearth_key

ROOT = Path(__file__).resolve().parents[2]
BOT, APP = "xoxb-1-canary", "xapp-1-canary"
KEY = "Ab-_" * 10 + "AbA="
Load = Callable[..., Settings]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Read settings in an empty folder, with only these in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def read(**values: str) -> Settings:
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        return load_settings()

    return read


def problems(load: Load, **values: str) -> list[str]:
    with pytest.raises(SettingsProblem) as caught:
        load(**values)
    assert str(caught.value) == "\n".join(caught.value.sentences)
    assert caught.value.__cause__ is None
    for sentence in caught.value.sentences:
        assert sentence.endswith(".")
        assert "\n" not in sentence
    return caught.value.sentences


def test_nothing_set_is_the_sandbox(load: Load) -> None:
    """Without a single setting the sandbox starts, in a folder of its own, with a key of its own."""
    settings = load()
    assert settings.sandbox
    assert settings.database_url == "sqlite:///var/sandbox/hearth.db"
    assert settings.keys_url == "sqlite:///var/sandbox/keys.db"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert (settings.sandbox_port, settings.control_port) == (8137, 8138)
    assert is_key(settings.key)


def test_the_sandbox_keeps_its_key(load: Load, tmp_path: Path) -> None:
    """The sandbox's key is made once, in a file that only its owner can read."""
    first, again = load(), load()
    assert first.key == again.key
    mode = (tmp_path / "var/sandbox/hearth.key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_a_spoilt_sandbox_key_is_told(load: Load, tmp_path: Path) -> None:
    """A key file with something else in it is not overwritten: there may be data under it."""
    load()
    (tmp_path / "var/sandbox/hearth.key").write_text("nothing")
    assert "var/sandbox" in problems(load)[0]


def test_two_tokens_and_a_key_are_the_real_thing(load: Load) -> None:
    """With both tokens and a key the bot runs in Slack, on its own files."""
    settings = load(SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP, HEARTH_KEY=KEY)
    assert not settings.sandbox
    assert settings.database_url == "sqlite:///var/hearth.db"
    assert settings.keys_url == "sqlite:///var/keys.db"
    assert settings.key == KEY


def test_the_real_thing_refuses_without_a_key(load: Load, tmp_path: Path) -> None:
    """With tokens and no key nothing starts, and no key is made in passing."""
    (sentence,) = problems(load, SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP)
    assert "new-key" in sentence
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("values", "missing"),
    [({"SLACK_BOT_TOKEN": BOT}, "SLACK_APP_TOKEN"), ({"SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN")],
)
def test_one_token_alone_is_refused(load: Load, values: dict[str, str], missing: str) -> None:
    """Half a set of tokens is a slip, not a wish for the sandbox."""
    (sentence,) = problems(load, HEARTH_KEY=KEY, **values)
    assert sentence.startswith(f"{missing} is missing")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1-canary"),
        ("SLACK_BOT_TOKEN", "xoxb-1 canary"),
        ("SLACK_APP_TOKEN", "xoxb-1-canary"),
        ("SLACK_APP_TOKEN", "xapp-..."),
        ("SLACK_API_URL", "slack.com/api"),
        ("SLACK_API_URL", "http://slack.example/api/"),
        ("SLACK_API_URL", "https://[slack/api/"),
        ("DATABASE_URL", "postgresql://canary@host/hearth"),
        ("DATABASE_URL", "postgresql+psycopg://u:can/ary@host/hearth"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("KEYS_URL", "var/canary.db"),
        ("HEARTH_KEY", "canary"),
        ("HEARTH_KEY", "Ab-_" * 10),
        ("HEARTH_KEY", "ab" * 32),
        ("HEARTH_ADMINS", "pat@canary.org"),
        ("HEARTH_ADMINS", "U02ABCDEF;U03ABCDEF"),
        ("SANDBOX_PORT", "0"),
        ("SANDBOX_PORT", "canary"),
        ("SANDBOX_PORT", "²"),
        ("CONTROL_PORT", "70000"),
        ("CONTROL_PORT", "8137"),
        ("FLOWS_FOLDER", "canary"),
        ("HEARTBEAT_URL", "http://watch.example/canary"),
        ("HEARTBEAT_URL", "watch.example/canary"),
        ("HEARTBEAT_URL", "https://[canary"),
        ("RING_URL", "http://ring.example/canary"),
        ("RING_URL", "canary"),
        ("HEALTH_PORT", "canary"),
        ("HEALTH_PORT", "0"),
        ("HEALTH_HOST", "canary"),
        ("HEALTH_HOST", "localhost"),
        ("LOG_LEVEL", "canary"),
    ],
)
def test_a_wrong_value_is_one_sentence_that_names_it(load: Load, name: str, value: str) -> None:
    """A wrong value stops the start: one sentence with the setting's name, never with the value."""
    others = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "HEARTH_KEY": KEY}
    (sentence,) = problems(load, **{**others, name: value})
    assert sentence.startswith(name)
    assert "ary" not in sentence  # the tail of every canary above


def test_every_problem_is_told_at_once(load: Load) -> None:
    """Two wrong values are two sentences, so that nobody mends one to meet the next."""
    sentences = problems(load, SANDBOX_PORT="x", LOG_LEVEL="x")
    assert sorted(s.split()[0] for s in sentences) == ["LOG_LEVEL", "SANDBOX_PORT"]


def test_keys_need_a_home_of_their_own(load: Load, tmp_path: Path) -> None:
    """The keys never share a database with the data, however the address is written."""
    assert problems(load, DATABASE_URL="postgresql+psycopg://u:p@db/hearth")[0].startswith(
        "KEYS_URL is missing"
    )
    same = [
        ("sqlite:///var/a.db", f"sqlite:///{tmp_path}/var/../var/a.db"),
        ("sqlite:///var/a.db", "sqlite:///var/a.db?timeout=3"),
        ("postgresql+psycopg://u:p@db/hearth", "postgresql+psycopg://other:q@db:5432/hearth?sslmode=require"),
        ("postgresql+psycopg:///hearth?host=/run", "postgresql+psycopg:///hearth?host=/run"),
    ]
    for data, keys in same:
        assert "same database" in problems(load, DATABASE_URL=data, KEYS_URL=keys)[0]
    apart = [
        ("sqlite:///var/a.db", "sqlite:///var/b.db"),
        ("postgresql+psycopg://u:p@db/hearth", "postgresql+psycopg://u:p@db/hearth_keys"),
        ("postgresql+psycopg:///hearth?host=/run", "postgresql+psycopg:///hearth?host=/other"),
    ]
    for data, keys in apart:
        assert load(DATABASE_URL=data, KEYS_URL=keys).keys_url == keys


def test_admins_are_ids_between_commas(load: Load) -> None:
    """Admins are read from one line, spaces and empty places forgiven."""
    assert load(HEARTH_ADMINS=" U02ABCDEF, W03ABCDEF,").hearth_admins == {"U02ABCDEF", "W03ABCDEF"}


def test_another_slack(load: Load) -> None:
    """Another Slack's address gets the slash that method names are put behind."""
    assert load(SLACK_API_URL="https://slack-gov.com/api").slack_api_url == "https://slack-gov.com/api/"
    assert load(SLACK_API_URL="http://127.0.0.1:9/api/").slack_api_url == "http://127.0.0.1:9/api/"


def test_watching_is_off_unless_it_is_set(load: Load) -> None:
    """No heartbeat, no open port; set, the port is this machine's own until somebody says otherwise."""
    settings = load()
    assert (settings.heartbeat_url, settings.health_port, settings.health_host) == ("", None, "127.0.0.1")
    settings = load(HEARTBEAT_URL="https://watch.example/canary", HEALTH_PORT="8139", HEALTH_HOST="0.0.0.0")
    assert settings.heartbeat_url == "https://watch.example/canary"
    assert (settings.health_port, settings.health_host) == (8139, "0.0.0.0")
    assert "canary" not in repr(settings), "whoever knows the address can send heartbeats"
    assert load(HEARTBEAT_URL="http://127.0.0.1:9/beat").heartbeat_url == "http://127.0.0.1:9/beat"


def test_a_ring_needs_an_address_and_a_secret(load: Load) -> None:
    """Both or neither; a secret that can be guessed is none; and neither shows where settings are printed."""
    assert load().ring_secret is None
    address, secret = "https://ring.example/?token=canary", "sixteen letters!"
    settings = load(RING_URL=address, RING_SECRET=secret)
    assert settings.ring_url == address
    assert "canary" not in repr(settings)
    assert secret not in repr(settings)
    assert load(RING_URL="http://127.0.0.1:8140/ring", RING_SECRET=secret).ring_url.startswith("http://127")
    for alone in ({"RING_URL": address, "RING_SECRET": ""}, {"RING_URL": "", "RING_SECRET": secret}):
        assert problems(load, **alone)[0].startswith("RING_URL and RING_SECRET belong together")
    assert problems(load, RING_URL=address, RING_SECRET="canary")[0].startswith("RING_SECRET must have")


def test_healthz_does_not_take_the_sandbox_s_ports(load: Load) -> None:
    """In the sandbox the two ports are taken; in Slack they are free."""
    (sentence,) = problems(load, HEALTH_PORT="8138")
    assert sentence.startswith("HEALTH_PORT")
    assert load(SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP, HEARTH_KEY=KEY).health_port == 8138


def test_the_env_file_is_read_and_the_environment_wins(load: Load, tmp_path: Path) -> None:
    """`.env` is read; what the environment says goes before it; an empty line is as if it were not there."""
    (tmp_path / ".env").write_text("LOG_LEVEL=debug\nSANDBOX_PORT=9001\nSLACK_BOT_TOKEN=\n")
    settings = load(SANDBOX_PORT="9002")
    assert (settings.log_level, settings.sandbox_port, settings.sandbox) == ("DEBUG", 9002, True)


def test_a_slip_of_the_pen_in_the_env_file_is_told(load: Load, tmp_path: Path) -> None:
    """A name that is nearly a setting's would do nothing; a stranger's name is left alone."""
    (tmp_path / ".env").write_text("HEARTH_ADMIN=U02ABCDEF\nPOSTGRES_PASSWORD=canary\n")
    assert problems(load) == [
        "HEARTH_ADMIN in .env is no setting, so it would do nothing: write HEARTH_ADMINS."
    ]


def test_secrets_are_not_shown(load: Load) -> None:
    """Printing the settings, or a traceback that shows them, shows no token and no key."""
    settings = load(SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP, HEARTH_KEY=KEY)
    for shown in (repr(settings), str(settings), settings.model_dump_json()):
        assert KEY not in shown
        assert "canary" not in shown


def test_database_passwords_are_not_shown(load: Load) -> None:
    """A database's password is a secret too: it is not in what settings print."""
    settings = load(
        DATABASE_URL="postgresql+psycopg://u:canary@db/hearth",
        KEYS_URL="postgresql+psycopg://u:canary@db/keys",
    )
    assert "canary" not in repr(settings)


def test_new_keys_are_keys_and_differ() -> None:
    """A new key has the shape that settings and storage ask for, and is never the same twice."""
    keys = {new_key() for _ in range(50)}
    assert len(keys) == 50
    assert all(is_key(key) and read_hearth_key(key) for key in keys)


def test_the_example_names_every_setting_and_no_other(load: Load, tmp_path: Path) -> None:
    """`.env.example` lists exactly the settings there are, each under one line, and works as it stands."""
    text = (ROOT / ".env.example").read_text()
    lines = re.findall(r"^#?([A-Z_]+)=(.*)", text, re.MULTILINE)
    assert sorted(name for name, _ in lines) == sorted(name.upper() for name in Settings.model_fields)
    for name, _ in lines:
        before = re.split(rf"\n#?{name}=", text)[0].rsplit("\n\n", 1)[-1]
        assert re.fullmatch(r"# .+", before), name
    real = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "HEARTH_KEY": KEY}
    as_told = load(**real, **{name: value for name, value in lines if name not in real})
    assert as_told == load(**{name: real.get(name, "") for name, _ in lines})  # what it calls the default is
    (tmp_path / ".env").write_text(text)
    assert load(**dict.fromkeys(real, "")).sandbox
