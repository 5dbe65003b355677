"""A season: any number of matches as tables by player and minute, and the answers from them.

``update_season`` measures what is new or changed and leaves one Parquet file a match;
``answer_season`` reads those files. Engines say who does the work: ``here``, ``processes``, or
``on_ray`` for a cluster.
"""

from backstride.team.season.answers import SeasonAnswer, answer_season
from backstride.team.season.engines import here, processes
from backstride.team.season.on_ray import on_ray
from backstride.team.season.report import season_csv, season_json
from backstride.team.season.settings import SCHEMA, SeasonSettings
from backstride.team.season.update import Season, season_of_tables, update_season

__all__ = [
    "SCHEMA",
    "Season",
    "SeasonAnswer",
    "SeasonSettings",
    "answer_season",
    "here",
    "on_ray",
    "processes",
    "season_csv",
    "season_json",
    "season_of_tables",
    "update_season",
]
