"""Commands as processes of their own: streams, signals, locks, logs, folders one may not write."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from csf_desktop.services import vaults
from csf_desktop.services.demo import PASSPHRASE as DEMO_PASSPHRASE
from tests.cli.support import Answer, Command, assert_one_sentence, environment, finish, start

unix_only = pytest.mark.skipif(os.name == "nt", reason="Unix signals, permissions and devices")


@pytest.fixture
def env(demo: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a command on the demonstration vault."""
    assert demo.parent == tmp_path
    return environment(tmp_path / "state", CSF_PASSPHRASE_FILE=str(tmp_path / "phrase-demo"))


def run(env: dict[str, str], *words: object) -> Answer:
    """Run a command to its end."""
    return finish(start([str(word) for word in words], env, stdin=subprocess.DEVNULL))


LOADED = """
import sys
from csf_desktop.__main__ import main
code = main(sys.argv[1:])
print(code, *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def loaded_by(env: dict[str, str], *words: str) -> set[str]:
    """Return the libraries that a command loads; it must succeed."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words], env=env, capture_output=True, check=True, text=True
    )
    code, *names = done.stderr.splitlines()[-1].split()
    assert code == "0"
    return set(names)


def test_help_loads_neither_database_nor_pdf_libraries(env: dict[str, str]) -> None:
    heavy = {"sqlalchemy", "sqlcipher3", "pyhanko", "reportlab", "cryptography", "PySide6"}
    assert loaded_by(env, "--help").isdisjoint(heavy)
    assert loaded_by(env, "import", "--help").isdisjoint(heavy)


def test_commands_run_without_display_or_qt(env: dict[str, str], demo: Path) -> None:
    found = loaded_by(env, "info", str(demo))
    assert "sqlalchemy" in found
    assert found.isdisjoint({"PySide6", "shiboken6"})


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii:strict"},
    ],
)
def test_output_is_utf8_whatever_the_locale(
    env: dict[str, str], demo: Path, locale: dict[str, str]
) -> None:
    answer = run({**env, **locale}, "info", demo)
    assert (answer.code, answer.err) == (0, "")
    assert "Données de démonstration" in answer.out
    failed = run({**env, **locale}, "info", demo / "là")
    assert_one_sentence(failed, 2, "«\u00a0", "là")


def test_log_tells_the_commands_without_what_they_hold(env: dict[str, str], demo: Path) -> None:
    rows = run(env, "list", "beneficiaries", demo, "--json").json["rows"]
    run(env, "list", "beneficiaries", demo, "--search", rows[0]["family_name"])
    run(env, "info", demo / "nowhere")
    (log,) = Path(env["XDG_STATE_HOME"]).rglob("csf-desktop.log")
    text = log.read_text(encoding="utf-8")
    assert "csf_desktop.cli: list: 0" in text
    assert "csf_desktop.cli: info: NotAVaultError" in text
    names = {row[key] for row in rows for key in ("given_name", "family_name")}
    assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", text)] == []


def test_log_that_cannot_be_written_stops_nothing(env: dict[str, str], demo: Path) -> None:
    Path(env["XDG_STATE_HOME"]).write_text("a file where the folder should be", encoding="utf-8")
    answer = run(env, "info", demo)
    assert (answer.code, answer.err) == (0, "")
    assert_one_sentence(run(env, "info", demo / "nowhere"), 2)


def test_vault_open_elsewhere_is_exit_5(env: dict[str, str], demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "fiche.pdf"
    commands: list[list[object]] = [
        ["info", demo],
        ["import", demo, tmp_path / "phrase-demo"],
        ["export", demo, "card", "--out", out],
        ["passwd", demo, "--new-passphrase-file", tmp_path / "phrase-demo"],
    ]
    with vaults.open_vault(demo, DEMO_PASSPHRASE):
        answers = [run(env, *words) for words in commands]
    for answer in answers:
        assert_one_sentence(answer, 5, "déjà ouvert")
    assert not out.exists()
    assert run(env, "info", demo).code == 0


@unix_only
def test_reader_that_leaves_is_no_error_message(env: dict[str, str], demo: Path) -> None:
    process = start(["list", "events", str(demo), "--json", "--limit", "9999"], env)
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    answer = finish(process)
    assert (answer.code, answer.err) == (1, "")


@unix_only
@pytest.mark.parametrize("words", [["info"], ["list", "events"], ["--help"]])
def test_output_on_a_full_disk_is_told(env: dict[str, str], demo: Path, words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        vault = [] if words == ["--help"] else [str(demo)]
        answer = finish(start([*words, *vault], env, stdout=full))
    assert_one_sentence(answer, 1, "La réponse n’a pas pu être écrite")


@unix_only
def test_closed_streams_are_no_crash(env: dict[str, str], demo: Path) -> None:
    del env["CSF_PASSPHRASE_FILE"]
    shell = f'exec "{sys.executable}" -m csf_desktop info "{demo}"'
    for closed, expected in (("<&-", 2), ("<&- >&-", 2), ("<&- >&- 2>&-", 2)):
        done = subprocess.run(
            ["sh", "-c", f"{shell} {closed}"], env=env, capture_output=True, check=False
        )
        assert done.returncode == expected
        assert b"Traceback" not in done.stderr


def test_without_terminal_the_option_is_named(env: dict[str, str], demo: Path) -> None:
    assert_one_sentence(run(env, "passwd", demo), 2, "--new-passphrase-file")
    assert_one_sentence(run(env, "recover", demo), 2, "--recovery-code-file")
    del env["CSF_PASSPHRASE_FILE"]
    assert_one_sentence(run(env, "info", demo), 2, "--passphrase-file")


@unix_only
def test_passphrase_is_typed_at_the_terminal(env: dict[str, str], demo: Path) -> None:
    del env["CSF_PASSPHRASE_FILE"]
    for typed, code in ((DEMO_PASSPHRASE, 0), ("faux", 4)):
        ours, theirs = os.openpty()
        process = start(["info", str(demo)], env, stdin=theirs, start_new_session=True)
        assert process.stderr is not None
        prompt = "Phrase de passe\u00a0: ".encode()
        assert process.stderr.read(len(prompt)) == prompt  # what is typed before it is dropped
        os.write(ours, f"{typed}\n".encode())
        answer = finish(process)
        os.close(theirs)
        os.close(ours)
        assert answer.code == code
        assert typed not in answer.err + answer.out


@unix_only
def test_ctrl_c_is_one_sentence(env: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "long"
    process = start(["demo", str(folder), "--contracts", "100000"], env)
    while not (folder / "vault.json").exists():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert_one_sentence(finish(process), 130, "interrompue")
    assert list(folder.iterdir()) == []


LIMITED = """
import resource, signal, sys
from csf_desktop.__main__ import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.exit(main(sys.argv[2:]))
"""


@unix_only
@pytest.mark.parametrize("words", [["export", "card"], ["import"], ["backup"]])
def test_disk_that_takes_no_more_is_told_and_the_vault_kept(
    env: dict[str, str], demo: Path, tmp_path: Path, command: Command, words: list[str]
) -> None:
    counts = command("info", demo, "--json").json["counts"]
    decp = Path(__file__).parents[1] / "data" / "decp" / "marche.xml"
    more = {"export": ["--out", str(tmp_path / "c.pdf")], "import": [str(decp)], "backup": []}
    name, *kind = words
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "8000", name, str(demo), *kind, *more[name]],
        env=env,
        capture_output=True,
        check=False,
        text=True,
    )
    assert_one_sentence(Answer(done.returncode, done.stdout, done.stderr), 1)
    assert not (tmp_path / "c.pdf").exists()
    assert command("info", demo, "--json").json["counts"] == counts
    assert command("check", demo).code == 0


AS_NOBODY = """
import contextlib, io, os, sys
from csf_desktop.__main__ import main
with contextlib.redirect_stdout(io.StringIO()):
    # The interpreter may lie in our own folder: what is needed is loaded before leaving it.
    assert main(["export", sys.argv[1], "card", "--out", sys.argv[2]]) == 0
    assert main(["init", sys.argv[3]]) == 0
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
sys.exit(main(sys.argv[4:]))
"""


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that another user can reach; pytest keeps its own to ours."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@unix_only
def test_folder_one_may_not_write(env: dict[str, str], demo: Path, reachable: Path) -> None:
    folder = reachable / "coffre"
    shutil.copytree(demo, folder)
    secret = reachable / "phrase"
    secret.write_text(DEMO_PASSPHRASE, encoding="utf-8")
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    folder.chmod(0o555)
    env["CSF_PASSPHRASE_FILE"] = str(secret)
    for words in (["info", folder], ["init", folder / "nouveau"]):
        before = [demo, demo.parent / "carte.pdf", demo.parent / str(words[0])]
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, *map(str, [*before, *words])],
            env=env,
            capture_output=True,
            check=False,
            text=True,
        )
        answer = Answer(done.returncode, done.stdout, done.stderr)
        assert_one_sentence(answer, 1, "lecture seule")
    folder.chmod(0o755)
