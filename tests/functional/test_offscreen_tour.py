"""The tour of `make run` without a display: what it says and leaves when a step fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

FAILING = """
import sys
from pathlib import Path
from scripts import offscreen_tour

def start(stage):
    stage.open_program(stage.vault)

def look_for_nothing(stage):
    from scripts.tour import hands
    hands.open_tab("Nulle part")

offscreen_tour.steps = lambda: (("Départ", start), ("Onglet", look_for_nothing))
sys.exit(offscreen_tour.main(Path(sys.argv[1])))
"""


def test_a_step_that_fails_stops_the_tour_with_one_line_and_a_picture(tmp_path: Path) -> None:
    output = tmp_path / "sortie"
    (output / "ancien").mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-c", FAILING, str(output)],
        cwd=ROOT,
        env=dict(os.environ, HOME=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Échec\u00a0: Onglet\u00a0: l’onglet «\u00a0Nulle part\u00a0» n’est pas à l’écran."
    ]
    assert done.stdout.splitlines()[0].startswith("  Départ (")
    assert [path.name for path in (output / "captures").iterdir()] == ["01-echec.png"]
    assert not (output / "ancien").exists()
