"""No number without a reason: constants of measuring and training say where they come from."""

import ast
import re
from pathlib import Path

import pytest

from backstride import evidence
from backstride.measure.settings import Settings

ROOM = Path(__file__).resolve().parents[1] / "src" / "backstride"
ROOMS = ("inertial", "measure", "motion", "physiology", "pose", "training")
MODULES = sorted(path for room in ROOMS for path in (ROOM / room).rglob("*.py"))
FINDING_ID = re.compile(r"\b(?:E|T|K|J|R|M|F|X|L|G|A|O|P|MU|EN|REC|LIM)\d+[a-z]{0,2}\b")


def constants(path: Path) -> list[tuple[str, str]]:
    """Return each module-level number with what is said of it: a string below or a comment."""
    text = path.read_text("utf-8")
    lines, body = text.splitlines(), ast.parse(text).body
    found = []
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and _is_number(node.value):
            said = " ".join(
                line.partition("#")[2] for line in lines[node.lineno - 1 : node.end_lineno]
            )
            if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                said += str(after.value.value)
            found.append((ast.unparse(node), said.strip()))
    return found


def _is_number(value: ast.expr) -> bool:
    if isinstance(value, ast.Tuple):
        return bool(value.elts) and all(map(_is_number, value.elts))
    if isinstance(value, ast.UnaryOp):
        return _is_number(value.operand)
    return isinstance(value, ast.Constant) and isinstance(value.value, int | float)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOM)))
def test_every_constant_says_why(path: Path) -> None:
    """A reason in a comment or a string beside it, and every finding id in it exists."""
    for name, said in constants(path):
        assert said, f"{path.name}: {name} gives no reason"
        for id_ in FINDING_ID.findall(said):
            assert evidence.exists(id_), f"{path.name}: {name} cites {id_}, which is no finding"


def test_every_setting_of_measuring_is_explained() -> None:
    """Each field of the settings stands in their description, and cited findings exist."""
    described = Settings.__doc__ or ""

    for name in Settings.__dataclass_fields__:
        assert re.search(rf"\b{name}\b", described), name
    for id_ in FINDING_ID.findall(described):
        assert evidence.exists(id_), id_


def test_the_check_finds_a_bare_number(tmp_path: Path) -> None:
    """A constant without a word beside it is caught."""
    module = tmp_path / "bare.py"
    module.write_text('LIMIT = 3\n\nREASONED = 4  # because\n\nSAID = 5\n"""Because."""\n')

    assert [("LIMIT = 3", "")] == [c for c in constants(module) if not c[1]]
