"""What may be set about measuring, and why each default is what it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Borders and limits of measuring.

    Each default is a definition of the field, a published finding (its id), or follows from the
    physics in the reason beside it. None was chosen to make one recording come out right; those
    that were fitted say on what.

    Attributes
    ----------
    forward_below_deg, backward_above_deg : float
        Sector borders of ``|direction_deg|``; between them is left or right. Definition: four
        equal sectors.
    hysteresis_deg : float
        How far past a border a swing must reach to count. Pelvis and shoulders turn about 10° to
        either side in every stride.
    slowest_moving_mps : float
        Below it a body stands: sway and shifting weight, not locomotion, unless it goes
        steadily on (``motion.headings``).
    shortest_s : float
        Shorter stretches of standing or moving belong to what surrounds them: under one step.
    shortest_m : float
        A shift over less ground than this is not locomotion: under half a step.
    shortest_bout_s, shortest_bout_m : float
        Less time or way in a direction holds no step of gait, which takes 0.35 s running and 0.5 s
        walking (steps of sprinters, 0.2 s, come in more than one) and is twice ``shortest_m``.
    transition_s : float
        A sideways stretch between two others, shorter than this, is a turn in progress and not
        side-stepping: about one stride.
    floor_m : float
        A foot point this near its lowest level within a stride may be on the floor. Wide, because
        floors and calibrated volumes slope by centimetres over a stride; the speeds below do the
        timing, and on the trials of A1 results are the same from 20 to 50 mm.
    landing_speed_share : float
        Initial contact: the point's ground speed has fallen below this share of the body's speed.
        Fitted on ten force-plate and hand-set contacts of three forward trials (A1).
    leaving_speed_share, leaving_speed_mps : float
        Terminal contact: the last point moves faster than this share of the body's speed, at most
        this speed. Fitted on nine contacts of the same trials (A1).
    impact_mps2 : float
        Upward acceleration that shows an impact: one g.
    impact_window_s : float
        How near the landing an impact must be to refine it.
    shortest_contact_s, shortest_swing_s : float
        Contacts and swings below these are noise: the shortest contact of elite sprinting is
        about 0.08 s.
    run_duty_factor : float
        Below it both feet are off the ground for a time in each step: running, by definition.
    run_backward_mps : float
        Without known steps, walk–run transition backward (E6).
    run_forward_mps : float
        Without known steps, speed above which forward gait is running (E10: 134 m/min).
    upright_hip_share : float
        Hips lower than this share of the leg's length: crawling, crouching or lying.
    """

    forward_below_deg: float = 45.0
    backward_above_deg: float = 135.0
    hysteresis_deg: float = 5.0
    slowest_moving_mps: float = 0.3
    shortest_s: float = 0.2
    shortest_m: float = 0.25
    shortest_bout_s: float = 0.4
    shortest_bout_m: float = 0.5
    transition_s: float = 0.8
    floor_m: float = 0.05
    landing_speed_share: float = 0.25
    leaving_speed_share: float = 0.4
    leaving_speed_mps: float = 0.65
    impact_mps2: float = 9.81
    impact_window_s: float = 0.04
    shortest_contact_s: float = 0.05
    shortest_swing_s: float = 0.08
    run_duty_factor: float = 0.5
    run_backward_mps: float = 1.63
    run_forward_mps: float = 2.23
    upright_hip_share: float = 0.6

    @property
    def run_either_mps(self) -> tuple[float, float]:
        """Speeds below and above which gait is the same in either direction."""
        return self.run_backward_mps, self.run_forward_mps


DEFAULTS = Settings()
