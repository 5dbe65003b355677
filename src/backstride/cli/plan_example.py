"""An athlete's file to fill in."""

from backstride.training import Athlete, athlete_toml, no_conditions, questionnaire


def example_athlete() -> str:
    """Return an athlete as TOML, each condition with its question beside it."""
    athlete = Athlete(
        name="Alex Example",
        age_years=30,
        body_mass_kg=70,
        height_m=1.75,
        running_weeks=104,
        running_km_per_week=20,
        goals=("learn",),
        places=("grass", "track"),
        spotter="sometimes",
        minutes_by_weekday={"tuesday": 45, "thursday": 45, "saturday": 60},
        conditions=no_conditions(),
    )
    asked = {question.id: question.text for question in questionnaire()}
    lines = ["# An athlete for backstride plan. Change what does not fit; answer every question."]
    for line in athlete_toml(athlete).splitlines():
        question = asked.get(line.partition(" = ")[0])
        lines.append(f"{line}  # {question}" if question else line)
    return "\n".join(lines) + "\n"
