"""The whole simulated body: plans made once, landmarks at any moment."""

from dataclasses import dataclass, replace

import numpy as np

from backstride.motion.arrays import Floats
from backstride.motion.skeleton import SIDES, Skeleton
from backstride.simulate.course import Course, plan_course
from backstride.simulate.curves import smooth_below
from backstride.simulate.foot import FootPath, foot_path, with_clearance
from backstride.simulate.footfalls import Footfalls, plan_footfalls
from backstride.simulate.ground import on_slope
from backstride.simulate.pelvis import Pelvis, Ride, across, pelvis_at, plan_ride
from backstride.simulate.person import Person, draw_person
from backstride.simulate.scenario import Scenario
from backstride.simulate.style import column, styles_of

_TIRED_LEAN_DEG = 4.0
"""Trunk lean gained by a tired runner; that it grows is Apte 2021 (doi 10.3389/fphys.2021.646042),
by how much is chosen."""


@dataclass(frozen=True)
class Runner:
    """A person on a course, worked out so far that any moment can be asked for.

    Sensors of every kind are simulated from the same runner, each at its own rate.
    """

    scenario: Scenario
    person: Person
    course: Course
    falls: Footfalls
    ride: Ride

    @property
    def time_s(self) -> Floats:
        """Sample times of the scenario's own recording."""
        count = round(self.course.duration_s * self.scenario.rate_hz)
        return np.arange(count) / self.scenario.rate_hz

    def foot(self, side: int, time_s: Floats) -> FootPath:
        """Return one foot (0 left, 1 right) at any times."""
        foot = foot_path(self.falls, side, self.person, time_s)
        return self._off_belt(on_slope(self.course, foot, time_s), time_s)

    def pelvis(self, time_s: Floats) -> Pelvis:
        """Return the pelvis at any times."""
        pelvis = pelvis_at(self.course, self.falls, self.person, self.ride, time_s)
        return replace(pelvis, position_m=pelvis.position_m - self.belt_m(time_s))

    def belt_m(self, time_s: Floats) -> Floats:
        """Return how far a treadmill's belt has carried what lies on it (n, 3); 0 without one."""
        if not self.scenario.treadmill:
            return np.zeros((1, 3))
        height = self.course.at(self.course.height_m, time_s)
        return np.column_stack((self.course.place(time_s), height))

    def _off_belt(self, foot: FootPath, time_s: Floats) -> FootPath:
        if not self.scenario.treadmill:
            return foot
        belt = self.belt_m(time_s)
        return foot.moved(lambda point: point - belt)

    def bounce_m(self, time_s: Floats) -> Floats:
        """Return the height of the pelvis within steps, without its slow part, at any times."""
        pelvis = pelvis_at(self.course, self.falls, self.person, None, time_s)
        return pelvis.position_m[:, 2]

    def skeleton(self, time_s: Floats) -> Skeleton:
        """Return all landmarks, without noise or gaps, at any times."""
        pelvis = self.pelvis(time_s)
        points = {"pelvis": pelvis.position_m, **self._trunk_and_arms(pelvis, time_s)}
        for side, name in enumerate(SIDES):
            foot = self.foot(side, time_s)
            hip = pelvis.hip(side, self.person.lengths.half_hips)
            points[f"hip_{name}"] = hip
            points[f"knee_{name}"] = _knee(hip, foot, pelvis, self.person)
            points[f"ankle_{name}"] = foot.ankle
            points[f"heel_{name}"] = foot.heel
            points[f"forefoot_{name}"] = foot.forefoot
            points[f"toe_{name}"] = foot.toe
        return Skeleton(points)

    def lean_rad(self, time_s: Floats) -> Floats:
        """Return the forward lean of the trunk at any times."""
        tired = _TIRED_LEAN_DEG * self.course.at(self.course.tired, time_s)
        lean: Floats = np.radians(self._slow("lean_deg", time_s) + self.person.lean_deg + tired)
        return lean

    def _trunk_and_arms(self, pelvis: Pelvis, time_s: Floats) -> dict[str, Floats]:
        size = self.person.lengths
        up = _pitched(pelvis.facing_rad, self.lean_rad(time_s))
        shoulders = pelvis.position_m + size.pelvis_to_shoulders * up
        girdle = across(pelvis.shoulder_yaw_rad)
        girdle -= (girdle * up).sum(axis=1, keepdims=True) * up
        girdle /= np.linalg.norm(girdle, axis=1, keepdims=True)
        neck = shoulders + 0.03 * self.scenario.body.height_m * up
        points = {"neck": neck, "head": neck + size.neck_to_head * up}
        amplitude = np.radians(self._slow("arm_swing_deg", time_s))
        bent = np.radians(self._slow("elbow_deg", time_s))
        for side, name in enumerate(SIDES):
            shoulder = shoulders + girdle * (size.half_shoulders * (1 - 2 * side))
            # The arm goes back as the leg of its side goes to the front.
            swing = -amplitude * pelvis.stride * (1 - 2 * side) - 0.15 * np.minimum(bent, 1.0)
            elbow = shoulder - size.upper_arm * _pitched(pelvis.shoulder_yaw_rad, -swing)
            wrist = elbow - size.forearm * _pitched(pelvis.shoulder_yaw_rad, -swing - bent)
            points[f"shoulder_{name}"] = shoulder
            points[f"elbow_{name}"] = elbow
            points[f"wrist_{name}"] = wrist
        return points

    def _slow(self, name: str, time_s: Floats) -> Floats:
        """Return a field of the style that changes smoothly as gait and direction change."""
        coarse = self.ride.time_s[::10]
        at = self.course.index(coarse)
        which = styles_of(self.course.gait[at], self.course.direction_rad[at])
        return np.interp(time_s, coarse, smooth_below(column(which, name), 10))


def make_runner(scenario: Scenario) -> Runner:
    """Return the runner of a scenario.

    Raises
    ------
    SettingsError
        When the scenario cannot be run as asked.
    """
    course = plan_course(scenario)
    person_seed, step_seed, _ = np.random.SeedSequence(scenario.seed).spawn(3)
    person = draw_person(scenario.body, np.random.default_rng(person_seed))
    steps = plan_footfalls(course, person, np.random.default_rng(step_seed))
    falls = with_clearance(steps, person)
    return Runner(scenario, person, course, falls, plan_ride(course, falls, person))


def _pitched(yaw_rad: Floats, lean_rad: Floats) -> Floats:
    """Return the unit vector that points up, leant towards a heading."""
    s = np.sin(lean_rad)
    return np.column_stack((s * np.cos(yaw_rad), s * np.sin(yaw_rad), np.cos(lean_rad)))


def _knee(hip: Floats, foot: FootPath, pelvis: Pelvis, person: Person) -> Floats:
    """Return the knee (n, 3) from hip and ankle, always bent towards where the leg points."""
    thigh, shank = person.lengths.thigh, person.lengths.shank
    leg = foot.ankle - hip
    length = np.linalg.norm(leg, axis=1)
    along = leg / length[:, None]
    share = (thigh**2 - shank**2 + length**2) / (2.0 * length)
    out = np.sqrt(np.maximum(thigh**2 - share**2, 0.0))
    heading = 0.5 * (pelvis.yaw_rad + foot.yaw_rad)
    front = np.column_stack((np.cos(heading), np.sin(heading), np.zeros(len(heading))))
    front -= (front * along).sum(axis=1, keepdims=True) * along
    front /= np.linalg.norm(front, axis=1, keepdims=True)
    knee: Floats = hip + along * share[:, None] + front * out[:, None]
    return knee
