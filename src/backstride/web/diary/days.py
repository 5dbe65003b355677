"""Days as a person reads them."""

from datetime import date
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from backstride.training.athlete_words import WEEKDAYS
from backstride.web.pages import page
from backstride.web.words_of import Words


def day_words(day: date, say: Words, today: date | None = None) -> str:
    """Return a day in words: today, yesterday, or its weekday and date; a year only if another."""
    if today is not None and (ago := (today - day).days) in (0, 1):
        return say("log_day.yesterday" if ago else "log_day.today")
    weekday = say(f"weekday_short.{WEEKDAYS[day.weekday()]}")
    month = say(f"month_short.m{day.month}")
    key = "log_day.dated" if today is None or day.year == today.year else "log_day.dated_year"
    return say(key, weekday=weekday, day=day.day, month=month, year=day.year)


def short_day(day: date, say: Words) -> str:
    """Return day and month, for the ticks of a chart."""
    return say("log_day.short", day=day.day, month=say(f"month_short.m{day.month}"))


def page_with_days(request: Request, template: str, **values: Any) -> Response:
    """Return a page whose template can put days into words."""
    return page(request, template, day_words=day_words, **values)
