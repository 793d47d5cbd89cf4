"""Settings: where they come from, which one wins, and what is said when one is wrong."""

import pickle
from collections import Counter
from pathlib import Path

import pytest
from pydantic import BaseModel

from publisher.errors import SettingsError
from publisher.settings import Settings, load_settings

SECRET = "hunter2-and-more"


def write(folder: Path, toml: str = "", env: str = "") -> Path:
    (folder / "publisher.toml").write_text(toml, "utf-8")
    if env:
        (folder / ".env").write_text(env, "utf-8")
    return folder


def test_a_flag_wins_over_the_environment_and_so_on_down_to_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load_settings(tmp_path).feed_limit == 20
    write(tmp_path, "feed_limit = 1")
    assert load_settings(tmp_path).feed_limit == 1
    write(tmp_path, "feed_limit = 1", "PUBLISHER_FEED_LIMIT=2\n")
    assert load_settings(tmp_path).feed_limit == 2
    monkeypatch.setenv("PUBLISHER_FEED_LIMIT", "3")
    assert load_settings(tmp_path).feed_limit == 3
    assert load_settings(tmp_path, {"feed_limit": 4}).feed_limit == 4


def test_tables_are_merged_key_by_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, '[smtp]\nhost = "mail.example.com"\nuser = "a"\n', "PUBLISHER_SMTP__USER=b\n")
    monkeypatch.setenv("PUBLISHER_SMTP__PASSWORD", SECRET)
    smtp = load_settings(tmp_path).smtp
    assert (smtp.host, smtp.user, smtp.password.get_secret_value()) == (
        "mail.example.com",
        "b",
        SECRET,
    )


@pytest.mark.parametrize(
    "value", ['["https://a.example", "https://b.example"]', "https://a.example, https://b.example"]
)
def test_a_list_in_a_variable_is_json_or_parted_by_commas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("PUBLISHER_PREVIOUS_URLS", value)
    assert load_settings(tmp_path).previous_urls == ["https://a.example", "https://b.example"]


def test_a_dotenv_may_hold_other_programs_variables(tmp_path: Path) -> None:
    write(tmp_path, env="OTHER_PROGRAM=1\nPUBLISHER_TITLE=Mine\n")
    assert load_settings(tmp_path).title == "Mine"


@pytest.mark.parametrize(
    "toml, env, variable, where, near",
    [
        ('titel = "x"', "", "", "publisher.toml", "'title'"),
        ('[smtp]\npasword = "x"', "", "", "publisher.toml", "'smtp.password'"),
        ("", "PUBLISHER_FEED_LIMITS=3\n", "", ".env", "'feed_limit'"),
        ("", "", "PUBLISHER_SITE_ULR", "the environment", "'site_url'"),
        ("", "", "PUBLISHER_SMTP__HOSST", "the environment", "'smtp.host'"),
    ],
)  # fmt: skip
def test_an_unknown_setting_names_the_nearest_known_one(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    toml: str,
    env: str,
    variable: str,
    where: str,
    near: str,
) -> None:
    write(tmp_path, toml, env)
    if variable:
        monkeypatch.setenv(variable, SECRET)
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path)
    assert where in caught.value.message
    assert near in caught.value.hint
    assert SECRET not in caught.value.message + caught.value.hint


@pytest.mark.parametrize(
    "toml, said",
    [
        ('timezone = "Mars/Olympus"', "Mars/Olympus"),
        ('permalink = "/{sulg}/"', "permalink"),
        ('site_url = "example.com"', "https://"),
        ('site_url = "https://example.com/?a=1"', r"must not contain \? or #"),
        ('language = "english"', "language tag"),
        ('previous_urls = ["example.com"]', "https://"),
        ('hub = "hub.example.com"', "https://"),
        ("feed_limit = 0", "feed_limit"),
        ('title = "a\\nb"', "one line"),
        ("title = [", "is not valid TOML"),
        ("title = 3", "in quotes"),
        ('accent_color = "red"', "six hexadecimal digits"),
        ('web_view = "perhaps"', "true or false"),
        ('utm = "x"', "a table"),
        ("previous_urls = 3", "a list"),
        ('publish_time = "late"', "a time of day"),
        ('atom_file = "feed.xml"', "two feed files cannot have the same name"),
    ],
)
def test_invalid_value_is_reported_with_a_message(tmp_path: Path, toml: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said.replace("{", r"\{")):
        load_settings(write(tmp_path, toml))


def test_invalid_value_in_a_table_is_reported_with_its_description(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"check\.links\.retries in publisher\.toml") as caught:
        load_settings(write(tmp_path, "[check.links]\nretries = -1\n"))
    assert caught.value.hint == "check.links.retries: retries after a failed request"


def test_settings_file_that_is_not_utf_8_is_reported(tmp_path: Path) -> None:
    (tmp_path / "publisher.toml").write_bytes(b'title = "\xff\xfe"')
    with pytest.raises(SettingsError, match=r"publisher\.toml is not valid UTF-8"):
        load_settings(tmp_path)


@pytest.mark.parametrize("variable", ["PUBLISHER_UTM", "PUBLISHER_CHECK__SEVERITY"])
def test_variable_with_invalid_json_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "source=letter")
    with pytest.raises(SettingsError, match="in the environment is not valid JSON") as caught:
        load_settings(tmp_path)
    assert '{"name": "value"}' in caught.value.hint


def test_a_password_in_the_file_that_is_committed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        SettingsError, match=r"smtp\.password is a secret and must not be in publisher\.toml"
    ) as caught:
        load_settings(write(tmp_path, f'[smtp]\npassword = "{SECRET}"\n'))
    assert "PUBLISHER_SMTP__PASSWORD" in caught.value.hint
    assert SECRET not in caught.value.message + caught.value.hint


def test_no_secret_is_in_an_error_or_a_repr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLISHER_SMTP__PASSWORD", SECRET)
    settings = load_settings(tmp_path)
    assert SECRET not in repr(settings) + str(settings)
    monkeypatch.setenv("PUBLISHER_SMTP__PORT", SECRET)
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path)
    assert SECRET not in caught.value.message + caught.value.hint
    assert caught.value.__cause__ is None


def test_site_url_and_language_are_normalised(tmp_path: Path) -> None:
    settings = load_settings(
        write(tmp_path, 'site_url = "HTTPS://Example.COM:443/Letters"\nlanguage = "zh_CN"')
    )
    assert settings.site_url == "https://example.com/Letters/"
    assert settings.language == "zh-CN"


def test_settings_travel_between_processes(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, 'title = "x"'))
    assert pickle.loads(pickle.dumps(settings)) == settings


def test_no_room_takes_a_setting_or_a_validator_away_from_another() -> None:
    """Settings inherits from every room's options: one name twice would be one of them lost."""
    rooms = [base for base in Settings.__mro__ if issubclass(base, BaseModel)]
    own = [
        base for base in rooms if base.__module__.startswith("publisher") and base is not Settings
    ]
    names = Counter(
        name
        for base in own
        for name in vars(base).get("__annotations__", {})
        if name in base.model_fields
    )
    assert [name for name, count in names.items() if count > 1] == []
    validators = Counter(
        name for base in own for name in base.__pydantic_decorators__.field_validators
    )
    assert [name for name, count in validators.items() if count > 1] == []


def test_every_setting_says_what_it_is_for() -> None:
    undescribed = [
        name
        for name, field in Settings.model_fields.items()
        if not field.description and not (isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel))
    ]  # fmt: skip
    assert undescribed == []


@pytest.mark.parametrize(
    "toml, name",
    [
        ('sign_offs = [""]', "sign_offs"),
        ('sign_offs = ["bye", "  "]', "sign_offs"),
        ('tracking_parameters = [""]', "tracking_parameters"),
        ('test_recipients = [""]', "test_recipients"),
        ('feed_categories = ["a", ""]', "feed_categories"),
        ('[check]\nignore = [""]', "check.ignore"),
        ('[check.per_file]\n"a.md" = [""]', "check.per_file.a.md"),
        ('[check.per_file]\n"" = ["C1"]', "check.per_file"),
        ('[utm]\n"" = "x"', "utm"),
    ],
)
def test_an_empty_entry_of_a_list_is_refused_with_its_name(
    tmp_path: Path, toml: str, name: str
) -> None:
    with pytest.raises(SettingsError, match=rf"^{name} in publisher.toml: one entry is empty"):
        load_settings(write(tmp_path, toml))
