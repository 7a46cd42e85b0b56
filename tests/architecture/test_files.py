"""The shape of the files themselves."""

import re
from pathlib import Path

from tests.architecture.each import of_each
from tests.architecture.tree import ROOT, read, tracked, written

LONGEST = 400
CODE = written("*.py", "*.html", "*.css", "*.scss", "*.js", "*.typ", "*.sh", "run")
LOCKS = {Path("requirements.txt"), Path("requirements-dev.txt")}


@of_each(CODE)
def test_no_file_is_longer_than_one_sitting(path: Path) -> None:
    assert len(read(path).splitlines()) <= LONGEST


# Written in halves, so that this file does not hold what it forbids.
HOSTS = ["pythonhosted" + r"\.org", "pypi" + r"\.org", "npmjs" + r"\.(org|com)"]
FOLDERS = ["home/", "root/", "work/", "Users/", "tmp/"]
ELSEWHERE = re.compile("|".join(HOSTS))
SOMEBODYS_MACHINE = re.compile(r"(?<![\w.$}/])/(?:" + "|".join(FOLDERS) + r")\w")


@of_each(tracked())
def test_no_file_names_a_package_host_or_somebodys_machine(path: Path) -> None:
    try:
        text = read(path)
    except UnicodeDecodeError:
        return
    assert not ELSEWHERE.search(text)
    assert "vendored" in path.parts or not SOMEBODYS_MACHINE.search(text)


def test_every_dependency_says_why_it_is_there() -> None:
    text = read(Path("pyproject.toml"))
    runtime = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.S | re.M)
    development = re.search(r"^dev = \[\n(.*?)^\]", text, re.S | re.M)
    assert runtime and development
    before = ""
    for line in runtime[1].splitlines():
        assert line.strip().startswith("#") or before.strip().startswith("#"), line
        before = line
    silent = [line for line in development[1].splitlines() if "#" not in line]
    assert not silent


def test_locks_hold_a_hash_for_every_package() -> None:
    for lock in LOCKS:
        for entry in re.split(r"\n(?=[a-z0-9])", read(lock))[1:]:
            assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_every_python_package_has_its_marker() -> None:
    folders = {path.parent for path in written("safeloom/**/*.py", "tests/**/*.py")}
    missing = [
        str(folder) for folder in sorted(folders) if not (ROOT / folder / "__init__.py").exists()
    ]
    assert not missing
