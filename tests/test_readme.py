"""What the README and its kin say is so: the tree, the commands, the links to files."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def tree() -> dict[str, str]:
    """folder -> its line, from the README's tree."""
    block = README.split("```tree\n")[1].split("```")[0]
    return dict(re.split(r"\s{2,}", line, maxsplit=1) for line in block.splitlines() if line.strip())


def tracked() -> set[str]:
    """The folders at the top and in mllab/ that git keeps; new ones that it does not ignore count too."""
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"not a git checkout: {error}")
    files = [Path(line) for line in done.stdout.splitlines() if (ROOT / line).exists()]
    return {f"{file.parts[0]}/" for file in files if len(file.parts) > 1} | {
        f"mllab/{file.parts[1]}/" for file in files if file.parts[0] == "mllab" and len(file.parts) > 2
    }


def test_the_tree_lists_every_folder_with_a_line_and_no_other():
    listed = {name for name in tree() if name.endswith("/")}
    assert listed == tracked()
    assert all(len(line) > 10 for line in tree().values())


def test_it_counts_the_methods_that_there_are():
    from mllab.cluster import CLUSTERERS
    from mllab.reduce import REDUCERS

    words = {10: "ten", 18: "eighteen", 20: "twenty", 21: "twenty-one"}
    assert f"{words[len(CLUSTERERS)]} methods" in README
    assert f"any of {words[len(REDUCERS)]} methods" in README


def test_files_named_in_the_tree_exist():
    assert [name for name in tree() if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_make_targets_that_are_named_exist(document):
    named = set(re.findall(r"\bmake ([a-z]+)\b", "\n".join(re.findall(r"`[^`]+`|```.*?```", (ROOT / document).read_text(), re.DOTALL))))
    there = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert named
    assert named <= there


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_links_to_files_lead_somewhere(document):
    prose = re.sub(r"```.*?```", "", (ROOT / document).read_text(), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)#:]+)\)", prose)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_commands_of_the_shell_that_are_named_exist():
    from mllab.shell.commands import COMMANDS

    shells = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))
    named = set(re.findall(r"^mllab ([a-z]+)\b", shells, re.MULTILINE))
    assert {"cluster", "profile", "read"} <= named <= set(COMMANDS)
