from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from claimcheck.corpus.text_source import MAX_BYTES, SourceTextError, read_article, written_path

OUTSIDE = "the article's text lies outside the project: copy it into the project"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "seeds").mkdir(parents=True)
    (root / "claims").mkdir()
    (tmp_path / "secret.txt").write_text("secret words")
    (root / "seeds" / "a.txt").write_bytes("\ufeffné\r\n".encode())
    return root


def complaint(root: Path, path: Path) -> str:
    with pytest.raises(SourceTextError) as caught:
        read_article(root, path)
    assert "secret" not in str(caught.value)
    return str(caught.value)


def test_a_text_inside_the_project_is_read(root: Path) -> None:
    assert read_article(root, written_path(root / "claims", "../seeds/a.txt")) == "né\r\n"
    assert read_article(root, Path("seeds/a.txt")) == "né\r\n"


def test_a_link_that_stays_inside_is_followed(root: Path) -> None:
    (root / "claims" / "link.txt").symlink_to("../seeds/a.txt")
    assert read_article(root, root / "claims" / "link.txt") == "né\r\n"


def test_what_lies_outside_gets_one_answer_there_or_not(root: Path) -> None:
    (root / "link.txt").symlink_to("../secret.txt")
    (root / "folder").symlink_to("..")
    for path in (
        "../secret.txt",
        "../absent.txt",
        "link.txt",
        "folder/secret.txt",
        "/etc/passwd",
        "/proc/self/environ",
    ):
        assert complaint(root, root / path) == OUTSIDE
    (root.parent / "project-2").mkdir()
    (root.parent / "project-2" / "a.txt").write_text("x")
    assert complaint(root, root / "../project-2/a.txt") == OUTSIDE


def test_hidden_places_are_refused_by_any_way_in(root: Path) -> None:
    (root / ".git").mkdir()
    (root / ".git" / "config").write_text("secret token")
    (root / ".env").write_text("secret")
    (root / "plain.txt").symlink_to(".git/config")
    for path in (".git/config", "seeds/../.git/config", ".env", ".git/absent", "plain.txt"):
        assert "hidden file or folder" in complaint(root, root / path)


def test_only_regular_files_are_read(root: Path) -> None:
    os.mkfifo(root / "pipe")
    (root / "loop").symlink_to("loop")
    reader = threading.Thread(target=complaint, args=(root, root / "pipe"), daemon=True)
    reader.start()
    reader.join(5)
    assert not reader.is_alive()
    assert "not a regular file" in complaint(root, root / "pipe")
    assert "not a regular file" in complaint(root, root / "seeds")
    assert "cannot be" in complaint(root, root / "loop")
    assert "does not exist" in complaint(root, root / "absent.txt")
    assert "cannot be" in complaint(root, root / ("x" * 5000))
    assert "cannot be reached" in complaint(root, Path("a\0b"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"caf\xe9 secret", "not UTF-8"),
        ("secret".encode("utf-16"), "UTF-16"),
        (b"a\0secret", "NUL"),
    ],
)
def test_bytes_that_are_no_text(root: Path, data: bytes, words: str) -> None:
    (root / "b.txt").write_bytes(data)
    assert words in complaint(root, root / "b.txt")


def test_size_is_capped(root: Path) -> None:
    big = root / "big.txt"
    with big.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert complaint(root, big) == "the article's text is larger than 20 MB"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "  ",
        "/etc/passwd",
        "~/x",
        "C:\\x",
        "c:/x",
        "\\\\host\\x",
        "a\\b",
        "file:///etc/passwd",
        "a\0b",
        "x" * 1001,
    ],
)
def test_written_paths_that_are_refused(written: str) -> None:
    with pytest.raises(SourceTextError):
        written_path(Path("claims"), written)


def test_nothing_in_a_written_path_is_expanded() -> None:
    assert written_path(Path("claims"), "$HOME/*.txt") == Path("claims/$HOME/*.txt")
