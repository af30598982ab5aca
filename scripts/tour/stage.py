"""The program on its stage: a screen, a calendar that moves on, an album of pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget

from csf_desktop.app import Program, dress, make_application
from csf_desktop.paths import resource_path
from csf_desktop.ui.preferences import Appearance, Preferences
from scripts.tour import sight
from scripts.tour.pictures import Album
from scripts.tour.waiting import wait_for

SCREEN = (1366, 768)
SAMPLE = resource_path("samples", "decp", "marches_avec_modifications.json")
SETTLE_MS = 80
COURSE_DAYS = 84
"""How long the course takes on the program's calendar, until the real today."""


@dataclass
class Calendar:
    """What the program takes for today; the steps of a course move it on."""

    day: date

    def today(self) -> date:
        """Return the day of the calendar."""
        return self.day

    def move_to(self, day: date) -> date:
        """Go on to a day and return it."""
        self.day = day
        return day


def monday_before(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


@dataclass
class Stage:
    """Where the course takes place and what it leaves; ``end`` is the real today."""

    folder: Path
    end: date
    album: Album | None = None
    appearance: Appearance = field(default_factory=Appearance)
    calendar: Calendar = field(init=False)
    program: Program | None = None

    def __post_init__(self) -> None:
        self.calendar = Calendar(self.start)
        self.pdf.mkdir(parents=True, exist_ok=True)

    @property
    def start(self) -> date:
        """The first day of the course."""
        return self.end - timedelta(days=COURSE_DAYS)

    @property
    def vault(self) -> Path:
        """The folder of the vault that the course makes."""
        return self.folder / "coffre"

    @property
    def demo(self) -> Path:
        """The folder of the demonstration vault."""
        return self.folder / "coffre-demonstration"

    @property
    def pdf(self) -> Path:
        """Where the documents are saved."""
        return self.folder / "pdf"

    def take(self, name: str) -> None:
        """Take a picture of the screen once it is drawn, if there is an album."""
        if self.album is not None:
            QTest.qWait(SETTLE_MS)
            self.album.take(name)

    def open_program(self, path: Path, *, is_demo: bool = False) -> Program:
        """Start the program as from the command line, on this stage."""
        app = make_application()
        preferences = Preferences(self.folder / "reglages.ini")
        preferences.appearance = self.appearance
        dress(app, self.appearance)
        self.program = Program(app, preferences, path, is_demo=is_demo, today=self.calendar.today)
        self.centre(self.program.start())
        return self.program

    def centre(self, window: QWidget) -> None:
        """Put a window where a window manager puts it: this platform has none."""
        window.move((SCREEN[0] - window.width()) // 2, (SCREEN[1] - window.height()) // 2)

    def wait_for_main_window(self) -> QMainWindow:
        """Return the main window once it is open, filling the screen."""

        def look() -> QMainWindow | None:
            workspace = self.program.workspace if self.program else None
            return workspace.window if workspace and workspace.window.isVisible() else None

        window = wait_for(look, "la fenêtre principale ne s’ouvre pas", 60)
        window.setGeometry(0, 0, *SCREEN)
        window.activateWindow()
        wait_for(lambda: sight.words(window), "la fenêtre principale reste vide")
        return window

    def leave(self) -> None:
        """Close the program as its window does, and wait until the vault is closed."""
        program, self.program = self.program, None
        if program is None:
            return
        left: list[bool] = []
        program.left.connect(lambda: left.append(True))
        program.leave()
        wait_for(lambda: left, "le programme ne se ferme pas", 60)
        program.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
