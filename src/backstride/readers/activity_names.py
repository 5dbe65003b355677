"""The direction that the name of a lap or workout step declares.

Only a name that says nothing else counts: "Backward run (2/4)", "retro 200 m", "Rückwärts laufen
locker". "Loop run backwards" or "way back" may mean the route, and stay without a direction.
"""

import re
import unicodedata

_BACKWARD = (
    "backward backwards retro retrorun retrorunning retrolauf retrolaufen retrowalking "
    "backpedal backpedals backpedaling backpedalling bwd "
    "rückwärts rückwärtslauf rückwärtslaufen rückwärtsgehen arrière reculons "
    "atrás espaldas indietro achteruit achterwaarts baglæns bakover bakåt baklänges "
    "takaperin tyłem wstecz pozadu hátrafelé"
)
_FORWARD = (
    "forward forwards fwd vorwärts vorwärtslauf vorwärtslaufen avant adelante avanti vooruit "
    "voorwaarts forlæns fremad forover framåt framlänges eteenpäin przodem dopředu előre"
)
_LEFT = "left links gauche izquierda sinistra venstre vänster"
_RIGHT = "right rechts droite derecha destra højre høyre höger"
_SIDEWAYS = "shuffle shuffles sidestep sidesteps sideways lateral carioca seitwärts sidestepping"
_NEUTRAL = (
    "run runs running jog jogs jogging walk walks walking sprint sprints sprinting skip skips "
    "stride strides step steps lauf laufen läufe gehen joggen traben sprinten "
    "course courir marche marcher en à la de hacia correr carrera caminar trote "
    "corsa correre camminare lopen rennen wandelen løb løbe gå löpning springa juoksu bieg "
    "lap laps rep reps set sets interval intervals round rounds repeat block part drill drills "
    "runde runden intervall wiederholung tour vuelta giro ronde "
    "easy moderate hard fast slow steady max effort rpe hr locker leicht schnell langsam "
    "facile lent vite suave rápido on grass track treadmill court turf sand road hill uphill "
    "downhill of x m km s min sec mi yd yards meters metres minutes seconds at"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFC", text).split())


_MEANINGS = {
    "backward": _words(_BACKWARD),
    "forward": _words(_FORWARD),
    "left": _words(_LEFT),
    "right": _words(_RIGHT),
}
_SIDE_WORDS, _OTHERS = _words(_SIDEWAYS), _words(_NEUTRAL)

_QUOTED = re.compile(r'"[^"]*"')
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_LONGEST = 200  # characters; a name is no story


def direction_of_name(name: str) -> str:
    """Return ``"forward"``, ``"backward"``, ``"left"`` or ``"right"``, or ``""``.

    Left and right count only beside a word for moving sideways or a movement: a left turn is run
    forward.
    """
    if len(name) > _LONGEST:
        return ""
    text = unicodedata.normalize("NFC", _QUOTED.sub(" ", name)).casefold()
    text = text.replace("back-pedal", "backpedal").replace("side-step", "sidestep")
    words = _NOT_LETTERS.sub(" ", text).split()
    said = {direction for direction, known in _MEANINGS.items() for word in words if word in known}
    others = [word for word in words if not any(word in known for known in _MEANINGS.values())]
    if len(said) != 1 or not all(word in _OTHERS or word in _SIDE_WORDS for word in others):
        return ""
    direction = said.pop()
    sideways = any(word in _SIDE_WORDS for word in others)
    if direction in {"left", "right"}:
        return direction if others else ""
    return "" if sideways else direction
