"""Which names of laps and steps declare a direction, and which only seem to."""

import pytest

from backstride.readers.activity_names import direction_of_name


@pytest.mark.parametrize(
    "name",
    [
        *(
            "backward",
            "Backwards",
            "BACKWARD run (2/4)",
            "200 m backward easy",
            "Retro",
            "retro run",
        ),
        *("BACK-PEDAL", "walk backward 3 min", "Backward run, track", "Rückwärts laufen locker"),
        *(
            "Rückwärtslauf",
            "RÜCKWÄRTS 5x20m",
            "courir en arrière",
            "à reculons",
            "correr hacia atrás",
        ),
        *("corsa indietro", "achteruit lopen", 'run backward "look over your left shoulder"'),
        "Ru\u0308ckwa\u0308rts",
    ],
)
def test_names_that_say_backward(name: str) -> None:
    """A word for it, and nothing that could mean something else."""
    assert "backward" == direction_of_name(name)


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("Forward jog", "forward"),
        ("vorwärts", "forward"),
        ("left shuffle", "left"),
        ("RIGHT walk", "right"),
    ],
)
def test_names_that_say_another_direction(name: str, direction: str) -> None:
    """Sideways only beside a movement."""
    assert direction == direction_of_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "",
            "Run",
            "Lap 3",
            "400 m",
            "Warm up",
            "loop backwards",
            "Parkrun backwards",
            "way back",
        ),
        *("run back home", "backward and forward", "not backward", "no backward running today"),
        *(
            "left turn",
            "left",
            "right knee hurts",
            "forward/backward",
            "reverse loop",
            "Feedback run",
        ),
        *("ohne rückwärts", "backstretch", "Rückweg", "backward" + " run" * 100, "🏃", "---"),
    ],
)
def test_names_that_say_no_direction(name: str) -> None:
    """Routes, denials, body parts and whatever is not plain."""
    assert "" == direction_of_name(name)
