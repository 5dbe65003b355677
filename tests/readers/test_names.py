"""Names of markers and joints, and a person's own."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.errors import NothingToMeasureError, SettingsError
from backstride.motion.skeleton import LANDMARKS
from backstride.readers import read
from backstride.readers.names import Assignment, assign, split_subjects
from backstride.readers.own_names import read_own_names
from backstride.readers.vocabulary import landmark_names, vocabulary
from tests.readers.made_files import MARKERS, c3d_bytes, walker, write


def assigned(names: Sequence[str], *, joints: bool) -> Assignment:
    """Return the assignment of points that were all seen alike."""
    return assign(names, [1] * len(names), joints=joints)


def found(names: Sequence[str], *, joints: bool) -> dict[str, str]:
    """Return the point in front for every landmark and role."""
    result = assigned(names, joints=joints)
    return {f"{a}/{b}": names[i[0]] for (a, b), i in result.points.items()}


# name=landmark or name=landmark/role (the centre where no role is said)
SKELETONS = {
    "MotionBuilder": "Hips=pelvis LeftUpLeg=hip_left LeftLeg=knee_left LeftFoot=ankle_left "
    "LeftToeBase=forefoot_left LeftArm=shoulder_left LeftForeArm=elbow_left LeftHand=wrist_left",
    "Bandai": "Hips=pelvis UpperLeg_L=hip_left LowerLeg_L=knee_left Foot_L=ankle_left "
    "Toes_L=forefoot_left UpperArm_L=shoulder_left LowerArm_L=elbow_left",
    "Mixamo": "mixamorig:Hips=pelvis mixamorig:LeftUpLeg=hip_left mixamorig:LeftLeg=knee_left "
    "mixamorig:LeftFoot=ankle_left mixamorig:LeftToeBase=forefoot_left "
    "mixamorig:LeftToe_End=toe_left mixamorig:LeftArm=shoulder_left",
    "CMU": "Hips=pelvis LeftUpLeg=hip_left LeftLeg=knee_left LeftFoot=ankle_left "
    "LeftToeBase=forefoot_left LeftArm=shoulder_left Neck=neck Head=head",
    "3ds Max": "Hips=pelvis LeftHip=hip_left LeftKnee=knee_left LeftAnkle=ankle_left "
    "LeftToe=forefoot_left LeftShoulder=shoulder_left LeftElbow=elbow_left LeftWrist=wrist_left",
    "ASF": "root=pelvis lfemur=hip_left ltibia=knee_left lfoot=ankle_left ltoes=forefoot_left "
    "lhumerus=shoulder_left lradius=elbow_left lwrist=wrist_left",
    "SMPL": "Pelvis=pelvis L_Hip=hip_left L_Knee=knee_left L_Ankle=ankle_left "
    "L_Foot=forefoot_left L_Shoulder=shoulder_left L_Elbow=elbow_left L_Wrist=wrist_left",
    "Biped": "Bip01_Pelvis=pelvis Bip01_L_Thigh=hip_left Bip01_L_Calf=knee_left "
    "Bip01_L_Foot=ankle_left Bip01_L_Toe0=forefoot_left Bip01_L_UpperArm=shoulder_left",
    "Unreal": "pelvis=pelvis thigh_l=hip_left calf_l=knee_left foot_l=ankle_left "
    "ball_l=forefoot_left upperarm_l=shoulder_left lowerarm_l=elbow_left neck_01=neck",
    "VRM": "J_Bip_C_Hips=pelvis J_Bip_L_UpperLeg=hip_left J_Bip_L_LowerLeg=knee_left "
    "J_Bip_L_Foot=ankle_left J_Bip_L_ToeBase=forefoot_left J_Bip_L_UpperArm=shoulder_left",
    "Rigify": "hips=pelvis thigh.L=hip_left shin.L=knee_left foot.L=ankle_left "
    "toe.L=forefoot_left upper_arm.L=shoulder_left forearm.L=elbow_left hand.L=wrist_left",
    "Daz": "hip=pelvis lThigh=hip_left lShin=knee_left lFoot=ankle_left lToe=forefoot_left "
    "lShldr=shoulder_left lForeArm=elbow_left lHand=wrist_left",
    "Rokoko": "Hips=pelvis LeftThigh=hip_left LeftShin=knee_left LeftFoot=ankle_left "
    "LeftToe=forefoot_left LeftToeTip=toe_left LeftUpperArm=shoulder_left",
}
MARKER_SETS = {
    "Plug-in Gait": "LASI=asis_left RPSI=psis_right SACR=sacrum LKNE=knee_left/lateral "
    "LANK=ankle_left/lateral LMED=ankle_left/medial LHEE=heel_left LTOE=toe_left "
    "LMT5=forefoot_left/lateral LHJC=hip_left LWRB=wrist_left/medial",
    "waist": "LFWT=asis_left RBWT=psis_right LSHO=shoulder_left/lateral",
    "Duarte": "R.ASIS=asis_right R.GTR=hip_right/lateral R.Knee=knee_right/lateral "
    "R.Knee.Medial=knee_right/medial R.Heel=heel_right R.MT1=forefoot_right/medial",
    "Rajagopal": "RLFC=knee_right/lateral RMFC=knee_right/medial RLMAL=ankle_right/lateral "
    "LMMAL=ankle_left/medial RCAL=heel_right RACR=shoulder_right/lateral",
    "sprint": "R.EIAS=asis_right LEIAS=asis_left Sacral=sacrum R.Knee.Lat=knee_right/lateral "
    "R.Ankle.Med=ankle_right/medial R.Calca=heel_right R.Foot.Lat=forefoot_right/lateral "
    "R.AC=shoulder_right/lateral R.Epi.Med=elbow_right/medial",
    "pose estimators": "RHip=hip_right/lateral RKnee=knee_right/lateral Neck=neck Hip=pelvis "
    "RAnkle=ankle_right/lateral RHeel=heel_right RBigToe=toe_right",
    "OpenCap": "r.ASIS_study=asis_right r_knee_study=knee_right/lateral "
    "r_mknee_study=knee_right/medial r_calc_study=heel_right RHJC_study=hip_right "
    "r_5meta_study=forefoot_right/lateral",
    "BlazePose": "left_hip=hip_left/lateral left_foot_index=toe_left left_heel=heel_left",
    "Qualisys": "WaistLFront=asis_left WaistBack=sacrum LKneeOut=knee_left/lateral "
    "LKneeIn=knee_left/medial LHeelBack=heel_left LForefoot5=forefoot_left/lateral "
    "LToeTip=toe_left LShoulderTop=shoulder_left/lateral",
    "CAST": "R_IAS=asis_right R_IPS=psis_right R_FLE=knee_right/lateral R_FME=knee_right/medial "
    "R_FAL=ankle_right/lateral R_TAM=ankle_right/medial R_FCC=heel_right "
    "R_FM5=forefoot_right/lateral",
    "Helen Hayes": "V.Sacral=sacrum R.Knee=knee_right/lateral R.Toe=toe_right "
    "R.Shoulder=shoulder_right/lateral",
}


def expected(text: str) -> dict[str, str]:
    """Return landmark and role of each name in one of the sets."""
    pairs = [pair.split("=") for pair in text.split()]
    return {meaning if "/" in meaning else f"{meaning}/centre": name for name, meaning in pairs}


@pytest.mark.parametrize("text", SKELETONS.values(), ids=SKELETONS)
def test_skeletons_of_many_exporters_are_known(text: str) -> None:
    """Each calls the same joints differently; a collar bone is no shoulder."""
    names = [*expected(text).values(), "LeftCollar", "LHipJoint"]

    assert found(names, joints=True) == expected(text)


@pytest.mark.parametrize("text", MARKER_SETS.values(), ids=MARKER_SETS)
def test_marker_sets_of_many_laboratories_are_known(text: str) -> None:
    """Every name finds its landmark and the side of the joint it lies on."""
    assert found([*expected(text).values()], joints=False) == expected(text)


def test_thigh_is_a_joint_in_a_skeleton_and_a_wand_on_the_skin() -> None:
    """The same word means different places in the two kinds of file."""
    assert found(["L_Thigh"], joints=True) == {"hip_left/centre": "L_Thigh"}
    assert found(["L_Thigh"], joints=False) == {}


def test_the_toe_marker_is_the_ball_where_the_tip_has_one_too() -> None:
    """TOE lies on the second metatarsal; with a marker on the great toe it is the forefoot."""
    assert found(["LTOE", "LHLX"], joints=False) == {
        "toe_left/centre": "LHLX",
        "forefoot_left/centre": "LTOE",
    }


@pytest.mark.parametrize("name", ["heel", "Root", "Larynx", "Rump", "Lamp", "*17", "", ":"])
def test_a_word_that_begins_with_l_or_r_has_no_side(name: str) -> None:
    """Side letters count only in front of a known name."""
    assert found([name], joints=False) == {}


@given(st.lists(st.text(max_size=12), max_size=8))
def test_no_name_breaks_the_rules(names: list[str]) -> None:
    """Whatever a file calls its points, each is used at most once per landmark and role."""
    for joints in (True, False):
        result = assigned(names, joints=joints)
        for points in result.points.values():
            assert len(set(points)) == len(points)


def test_the_rules_name_landmarks_that_exist() -> None:
    """Every table of the built-in names is about a landmark or a helper."""
    known = {name.removesuffix("_left").removesuffix("_right") for name in landmark_names()}
    assert set(LANDMARKS) < set(landmark_names())
    for kind in ("joints", "markers"):
        words = vocabulary(kind)
        every = [m for table in (words.paired, words.single) for m in table.values()]
        used = {meaning.landmark for meanings in every for meaning in meanings}
        assert used <= known
        assert all(
            name == name.lower() and name.isalnum() for name in (*words.paired, *words.single)
        )


def test_a_prefix_shared_by_all_names_is_a_person() -> None:
    """Runner_LASI is LASI of Runner; R_ASIS is no ASIS of R."""
    assert split_subjects(["Runner_LASI", "Runner_RASI"]) == [
        ("Runner_", "LASI"),
        ("Runner_", "RASI"),
    ]
    assert split_subjects(["R_ASIS", "R_KNE"]) == [("", "R_ASIS"), ("", "R_KNE")]
    assert split_subjects(["a:LASI", "b:LASI"]) == [("a", "LASI"), ("b", "LASI")]


def test_own_names_come_first_and_may_be_a_mean(tmp_path: Path) -> None:
    """A laboratory's own markers are mapped by a small file."""
    points = np.concatenate((walker() * 1000, walker()[4:5] * 1000 + 40))
    path = write(tmp_path, "a.c3d", c3d_bytes(points, (*MARKERS, "Inner knee")))
    names = write(tmp_path, "own.toml", '[landmarks]\nknee_left = ["LKNE", "inner-knee"]\n')

    motion = read(path, names=names)

    assert motion.skeleton is not None
    assert motion.skeleton["knee_left"][0] == pytest.approx([0.04, 0.14, 0.52], abs=1e-6)


def test_own_names_that_are_not_in_the_file_are_said(tmp_path: Path) -> None:
    """One list may serve many takes, so it is no error."""
    path = write(tmp_path, "a.c3d", c3d_bytes(walker() * 1000))
    names = write(tmp_path, "own.toml", '[landmarks]\nheel_left = "Absatz"\n')

    assert any("Absatz" in w for w in read(path, names=names).source.warnings)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("knee_left = 3", r"\[landmarks\]"),
        ("[landmarks]\nknee_lft = 'a'", "did you mean knee_left"),
        ("[landmarks]\nknee_left = 3", "name or a list"),
        ("[landmarks]\nknee_left = []", "name or a list"),
        ("[landmarks", "not valid TOML"),
        ("", r"\[landmarks\]"),
        ("[landmarks]\nhip_left = 'a'\n[more]\na = 1", r"\[landmarks\]"),
    ],
)
def test_a_wrong_list_of_names_is_explained(tmp_path: Path, text: str, says: str) -> None:
    """What is wrong stands in the sentence."""
    path = write(tmp_path, "a.c3d", c3d_bytes(walker() * 1000))

    with pytest.raises(SettingsError, match=says):
        read(path, names=write(tmp_path, "own.toml", text))


def test_no_list_of_names_and_no_text_are_explained(tmp_path: Path) -> None:
    """A missing file and binary noise."""
    path = write(tmp_path, "a.c3d", c3d_bytes(walker() * 1000))

    with pytest.raises(SettingsError, match="cannot be opened"):
        read(path, names=tmp_path / "none.toml")
    with pytest.raises(SettingsError, match="no text"):
        read(path, names=write(tmp_path, "own.toml", b"\xff\xfe\x00"))


def test_unknown_names_are_said_once_with_examples(tmp_path: Path) -> None:
    """A count and the first few, not a list of hundreds."""
    points = np.concatenate((walker() * 1000, np.ones((20, 60, 3))))
    labels = (*MARKERS, *(f"Thing{i}" for i in range(20)))

    warnings = read(write(tmp_path, "a.c3d", c3d_bytes(points, labels))).source.warnings

    (said,) = [w for w in warnings if "name is not known" in w]
    assert "20 points" in said
    assert "Thing4 and 15 more" in said


def test_a_recording_without_any_known_name_asks_for_names(data_dir: Path) -> None:
    """Clusters without anatomical names cannot be measured, and the way out is given."""
    with pytest.raises(NothingToMeasureError, match="--names"):
        read(data_dir / "mocap/lab/ktk_walkingOptiTrack.c3d")


def test_missing_parts_of_a_body_are_said(tmp_path: Path) -> None:
    """No feet, no steps: one sentence each."""
    kept = [i for i, name in enumerate(MARKERS) if name[1:] in ("ASI", "PSI", "KNE")]
    content = c3d_bytes(walker()[kept] * 1000, [MARKERS[i] for i in kept])

    warnings = read(write(tmp_path, "a.c3d", content)).source.warnings

    assert any("No feet were found" in w for w in warnings)


def test_the_example_of_the_documentation_works(tmp_path: Path) -> None:
    """The names file in docs/landmark-names.md is valid, and every landmark stands there."""
    text = (Path(__file__).parents[2] / "docs/landmark-names.md").read_text("utf-8")
    example = text.split("```toml\n")[1].split("```")[0]

    own = read_own_names(write(tmp_path, "own.toml", example))

    assert own["knee_left"] == ("Knee outside L", "Knee inside L")
    assert [name for name in landmark_names() if f"`{name}`" not in text] == []
