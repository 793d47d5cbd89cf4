"""Whatever is edited in whatever order, a build with the store equals one without it."""

import io
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from PIL import Image

from publisher.project import caches
from publisher.project.build.build_project import build
from publisher.project.folder import open_project
from publisher.project.run_options import RunOptions

NAMES = ("001-one", "002-two", "sub/003-three", "004", "005-five-and-more")
SETTINGS = {
    "feed_limit": ("2", "20"),
    "stories": ("true", "false"),
    "accent_color": ('"#123456"', '"#a02020"'),
    "previous_urls": ("[]", '["https://old.example.org/"]'),
    "permalink": ('"{slug}/"', '"{year}/{slug}/"'),
    "language": ('"en"', '"de"'),
    "feed_max_bytes": ("10000", "500000"),
}
LINKS = (
    "[a](https://letter.example.com/001-one/)", "[b](002-two.md)", "[c](./sub/003-three.md)",
    "[d](https://old.example.org/4)", "[e](https://other.example.net/x)",
    "[f](https://old.example.org/five-and-more)", "![g](picture.png)", "![h](/picture.png)",
    "**Story.** Words of it. [More](https://example.org/a?utm_source=b)", "## A section", "__open",
)  # fmt: skip

names = st.sampled_from(NAMES)
bodies = st.lists(st.sampled_from(LINKS), max_size=5).map("\n\n".join)
options = st.sampled_from(sorted(SETTINGS)).flatmap(
    lambda name: st.tuples(st.just(name), st.sampled_from(SETTINGS[name]))
)


class Edits(RuleBasedStateMachine):
    """One newsletter that is edited and built after each edit."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="letter-"))
        self.now = datetime(2026, 3, 1, tzinfo=UTC)
        self.settings: dict[str, str] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)
        if cache := caches.cache_folder(self.folder):
            shutil.rmtree(cache, ignore_errors=True)

    @initialize()
    def begin(self) -> None:
        for number, name in enumerate(NAMES[:3], start=1):
            self.write(name, f"Issue {number}", "2026-01-02", LINKS[1])

    # --- edits ---------------------------------------------------------------------------

    def write(self, name: str, title: str, date: str, body: str, more: str = "") -> None:
        path = self.folder / "issues" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = f"---\ntitle: {title}\ndate: {date}\n{more}---\nHello.\n\n{body}\n"
        path.write_text(text, encoding="utf-8")

    @rule(
        name=names,
        title=st.sampled_from(("One", "Two", "Five and more")),
        day=st.sampled_from(("2025-12-01", "2026-01-02", "2026-03-02 12:00", "2026-04-01")),
        body=bodies,
        more=st.sampled_from(("", "draft: true\n", "aliases: [https://other.example.net/x]\n",
                              "slug: other\n", "updated: 2026-03-03\n", "id: urn:x:1\n")),
    )  # fmt: skip
    def edit(self, name: str, title: str, day: str, body: str, more: str) -> None:
        self.write(name, title, day, body, more)

    @rule(name=names, line=st.sampled_from(LINKS))
    def add_a_line(self, name: str, line: str) -> None:
        path = self.folder / "issues" / f"{name}.md"
        if path.exists():
            path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")

    @rule(name=names, other=names)
    def rename(self, name: str, other: str) -> None:
        path = self.folder / "issues" / f"{name}.md"
        if path.exists():
            (self.folder / "issues/sub").mkdir(exist_ok=True)
            path.replace(self.folder / "issues" / f"{other}.md")

    @rule(name=names)
    def delete(self, name: str) -> None:
        (self.folder / "issues" / f"{name}.md").unlink(missing_ok=True)

    @rule(name=names)
    def touch(self, name: str) -> None:
        path = self.folder / "issues" / f"{name}.md"
        if path.exists():
            path.touch()

    @rule(side=st.sampled_from(("", '["001-one"]\ntitle = "Another"\n', '["004"]\ntags = ["x"]\n')))
    def side_file(self, side: str) -> None:
        path = self.folder / "issues/issues.toml"
        path.write_text(side, encoding="utf-8") if side else path.unlink(missing_ok=True)

    @rule(width=st.sampled_from((0, 10, 700)), name=st.sampled_from(("picture.png", "sub/picture.png")))
    def picture(self, width: int, name: str) -> None:
        path = self.folder / "issues" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png(width, 20)) if width else path.unlink(missing_ok=True)

    @rule(option=options)
    def setting(self, option: tuple[str, str]) -> None:
        self.settings |= dict([option])

    @rule(css=st.sampled_from(("", "p { color: #333333 }", "p { margin: 3px }")))
    def theme(self, css: str) -> None:
        path = self.folder / "templates/email/default/styles.css"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = '@import "shipped/default/styles.css";\n'
        path.write_text(head + css, encoding="utf-8") if css else path.unlink(missing_ok=True)

    @rule(hours=st.sampled_from((1, 30, 24 * 40, -30)))
    def clock(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    # --- accidents -----------------------------------------------------------------------

    @rule(data=st.data())
    def output_is_lost_or_changed(self, data: st.DataObject) -> None:
        files = sorted(path for path in self.outputs(self.folder) if path.name != "ids.json")
        if files:
            path = data.draw(st.sampled_from(files))
            if data.draw(st.booleans()):
                path.unlink()
            else:
                path.write_bytes(path.read_bytes() + b"!")

    @rule(cut=st.sampled_from((-1, 0, 5_000)))
    def store_is_lost_or_damaged(self, cut: int) -> None:
        path = caches.store_path(self.folder)
        if path is not None and path.exists():
            path.unlink() if cut < 0 else path.write_bytes(path.read_bytes()[:cut])

    # --- the promise ---------------------------------------------------------------------

    @staticmethod
    def outputs(folder: Path) -> list[Path]:
        return [it for name in ("feeds", "build") for it in (folder / name).rglob("*") if it.is_file()]

    @invariant()
    def build_equals_a_fresh_one(self) -> None:
        if not (self.folder / "issues").is_dir():
            return
        lines = [f"{name} = {value}" for name, value in self.settings.items()]
        head = ['title = "Letter"', 'site_url = "https://letter.example.com/"']
        (self.folder / "publisher.toml").write_text("\n".join([*head, *lines]), encoding="utf-8")
        fresh = Path(mkdtemp(prefix="fresh-"))
        try:
            shutil.copytree(self.folder, fresh, dirs_exist_ok=True, copy_function=shutil.copy2)
            for path in self.outputs(fresh):
                if path.name != "ids.json":
                    path.unlink()
            ours = build(open_project(self.folder, self.folder), self.now,
                         options=RunOptions(use_store=True))  # fmt: skip
            theirs = build(open_project(fresh, fresh), self.now)
            assert contents(self.folder) == contents(fresh)
            assert ours.diagnostics == theirs.diagnostics
            assert (ours.emails, ours.entries) == (theirs.emails, theirs.entries)
            # The ids that this build gave are known to the next, whose findings may differ.
            for _ in range(2):
                again = build(open_project(self.folder, self.folder), self.now,
                              options=RunOptions(use_store=True))  # fmt: skip
            assert (again.rendered, again.written, again.removed) == (0, (), ())
        finally:
            shutil.rmtree(fresh)


def png(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in Edits.outputs(folder)
    }


TestEdits = Edits.TestCase
TestEdits.settings = settings(max_examples=20, stateful_step_count=12, deadline=None)
