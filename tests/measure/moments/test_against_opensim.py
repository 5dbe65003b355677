"""Joint moments beside OpenSim's inverse dynamics, on the recorded run with force plates.

OpenSim is 288 MB and no part of Backstride; without it these tests are skipped. To run them, put it
on the path of the tests' Python: ``pip install opensim``.
"""

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backstride.measure import measure
from backstride.measure.force import contacts_of, ground_load
from backstride.measure.force.filtering import low_pass
from backstride.measure.force.foot_force import FootForce
from backstride.measure.force.plane import side_view
from backstride.measure.force.segments import SEGMENTS
from backstride.measure.moments import CUTOFF_HZ, joint_moments, smooth_legs
from backstride.motion import Motion, Skeleton
from backstride.motion.arrays import Floats
from backstride.readers import read

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # OpenSim's own, at import
    opensim: Any = pytest.importorskip(
        "opensim", reason="opensim is not installed: moments are not compared with it"
    )

SIDES = ("left", "right")


@pytest.mark.parametrize("contact", [0, 1])
def test_moments_equal_those_of_opensim(data_dir: Path, contact: int) -> None:
    """The same rigid leg, force and filter give the same moments within 2 % of their peaks."""
    motion = read(data_dir / "mocap" / "lab" / "bmc_run.trc")
    side, force, (first, end) = _plate_contact(motion, contact)
    leg = _RigidLeg(motion, SIDES[side])

    own = joint_moments(leg.skeleton, leg.skeleton, motion.facing_deg, motion.rate_hz, force)
    theirs = _opensim_moments(leg, force, side, motion, np.arange(first + 1, end - 1))

    for joint in ("ankle", "knee", "hip"):
        mine = own.of(joint)[side, first + 1 : end - 1]
        peak = float(np.abs(theirs[joint]).max())
        assert 0.02 * peak > float(np.abs(mine - theirs[joint]).max()), joint


@pytest.mark.parametrize("contact", [0, 1])
def test_skin_that_slides_changes_peak_moments_little(data_dir: Path, contact: int) -> None:
    """A leg of rigid bones and the leg as its markers moved agree on the knee's peak."""
    motion = read(data_dir / "mocap" / "lab" / "bmc_run.trc")
    side, force, (first, end) = _plate_contact(motion, contact)
    leg = _RigidLeg(motion, SIDES[side])
    assert motion.skeleton is not None
    smooth = smooth_legs(motion.skeleton, motion.rate_hz)

    rigid = _opensim_moments(leg, force, side, motion, np.arange(first + 1, end - 1))["knee"]
    own = joint_moments(motion.skeleton, smooth, motion.facing_deg, motion.rate_hz, force)

    assert rigid.max() == pytest.approx(own.of("knee")[side, first:end].max(), rel=0.12)


def _plate_contact(motion: Motion, contact: int) -> tuple[int, FootForce, tuple[int, int]]:
    contacts = contacts_of(measure(motion).steps)
    assert motion.skeleton is not None
    smooth = smooth_legs(motion.skeleton, motion.rate_hz)
    ground = ground_load(motion, smooth, contacts, None, CUTOFF_HZ)
    assert "plates" == ground.methods[contact]
    span = np.searchsorted(motion.time_s, (contacts.start_s[contact], contacts.end_s[contact]))
    return int(contacts.side[contact]), ground.force, (int(span[0]), int(span[1]))


class _RigidLeg:
    """The leg of a recording with bones of constant length, moving in the side view."""

    def __init__(self, motion: Motion, side: str) -> None:
        assert motion.skeleton is not None
        smooth = smooth_legs(motion.skeleton, motion.rate_hz)
        flat = {
            name: side_view(smooth[f"{name}_{side}"], motion.facing_deg)
            for name in ("hip", "knee", "ankle", "heel", "toe")
        }
        self.length = {}
        angle = {}
        for bone, (a, b) in {
            "thigh": ("hip", "knee"),
            "shank": ("knee", "ankle"),
            "foot": ("heel", "toe"),
        }.items():
            line = flat[b] - flat[a]
            self.length[bone] = float(np.median(np.hypot(*line.T)))
            angle[bone] = np.unwrap(np.arctan2(line[:, 1], line[:, 0]))
        self.angle = angle
        self.hip = flat["hip"]
        foot = _unit(angle["foot"])
        arm = flat["ankle"] - flat["heel"]
        across = np.column_stack((-foot[:, 1], foot[:, 0]))
        self.ankle_on_foot = (
            float(np.median((arm * foot).sum(axis=1))),
            float(np.median((arm * across).sum(axis=1))),
        )
        knee = self.hip + self.length["thigh"] * _unit(angle["thigh"])
        ankle = knee + self.length["shank"] * _unit(angle["shank"])
        heel = ankle - self.ankle_on_foot[0] * foot - self.ankle_on_foot[1] * across
        toe = heel + self.length["foot"] * foot
        heading = np.radians(motion.facing_deg)
        ahead = np.column_stack((np.cos(heading), np.sin(heading)))
        self.skeleton = Skeleton(
            {
                f"{name}_{side}": np.column_stack((ahead * point[:, :1], point[:, 1]))
                for name, point in {
                    "hip": self.hip,
                    "knee": knee,
                    "ankle": ankle,
                    "heel": heel,
                    "toe": toe,
                }.items()
            }
        )


def _unit(angle: Floats) -> Floats:
    return np.column_stack((np.cos(angle), np.sin(angle)))


def _opensim_moments(
    leg: _RigidLeg, force: FootForce, side: int, motion: Motion, at: Any
) -> dict[str, Floats]:
    """Return OpenSim's extension moments at some samples, for a body of one kilogram."""
    model, knee, ankle, hip = _model(leg)
    ground = force.force_n_per_kg[side]
    pressed = side_view(force.pressure_m[side], motion.facing_deg)
    _push(model, motion.time_s[at], ground[at], pressed[at])
    state = model.initSystem()
    path = np.column_stack(
        (
            leg.angle["thigh"],
            leg.hip,
            leg.angle["shank"] - leg.angle["thigh"],
            leg.angle["foot"] - leg.angle["shank"],
        )
    )
    speed = low_pass(path, motion.rate_hz, CUTOFF_HZ, derivative=1)
    gain = low_pass(path, motion.rate_hz, CUTOFF_HZ, derivative=2)
    coordinates = [*(hip.get_coordinates(i) for i in range(3))]
    coordinates += [knee.get_coordinates(0), ankle.get_coordinates(0)]
    solver = opensim.InverseDynamicsSolver(model)
    found = []
    for i in at:
        state.setTime(float(motion.time_s[i]))
        for k, coordinate in enumerate(coordinates):
            coordinate.setValue(state, float(path[i, k]), False)
            coordinate.setSpeedValue(state, float(speed[i, k]))
        wanted = opensim.Vector(5, 0.0)
        for k in range(5):
            wanted.set(k, float(gain[i, k]))
        moments = solver.solve(state, wanted)
        found.append([moments.get(k) for k in range(5)])
    values = np.array(found)
    # Torque on the part below each joint, positive from ahead to up, as the model was built.
    return {"hip": -values[:, 0], "knee": values[:, 3], "ankle": -values[:, 4]}


def _model(leg: _RigidLeg) -> tuple[Any, Any, Any, Any]:
    """Return thigh, shank and foot as pendulums from a hip that moves in a plane."""
    zero = opensim.Vec3(0)
    model = opensim.Model()
    model.setGravity(opensim.Vec3(0, -9.80665, 0))
    bodies = {}
    for name in ("thigh", "shank", "foot"):
        share, length = SEGMENTS[name], leg.length[name]
        inertia = share.mass * (share.gyration * length) ** 2
        bodies[name] = opensim.Body(
            name,
            share.mass,
            opensim.Vec3(share.centre * length, 0, 0),
            opensim.Inertia(inertia, inertia, inertia),
        )
        model.addBody(bodies[name])
    ends = {name: opensim.Vec3(leg.length[name], 0, 0) for name in ("thigh", "shank")}
    on_foot = opensim.Vec3(*leg.ankle_on_foot, 0)
    hip = opensim.PlanarJoint("hip", model.getGround(), zero, zero, bodies["thigh"], zero, zero)
    knee = opensim.PinJoint(
        "knee", bodies["thigh"], ends["thigh"], zero, bodies["shank"], zero, zero
    )
    ankle = opensim.PinJoint(
        "ankle", bodies["shank"], ends["shank"], zero, bodies["foot"], on_foot, zero
    )
    for joint in (hip, knee, ankle):
        model.addJoint(joint)
    return model, knee, ankle, hip


def _push(model: Any, time_s: Floats, force: Floats, place: Floats) -> None:
    """Add the ground's push on the foot, given in the side view."""
    push = opensim.PrescribedForce("ground_push", model.getBodySet().get("foot"))
    push.setForceIsInGlobalFrame(True)
    push.setPointIsInGlobalFrame(True)

    def curve(values: Floats) -> Any:
        line = opensim.PiecewiseLinearFunction()
        for moment, value in zip(time_s, values, strict=True):
            line.addPoint(float(moment), float(value))
        return line

    none = np.zeros(len(time_s))
    push.setForceFunctions(curve(force[:, 0]), curve(force[:, 1]), curve(none))
    push.setPointFunctions(curve(place[:, 0]), curve(place[:, 1]), curve(none))
    model.addForce(push)
