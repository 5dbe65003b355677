"""The journal: people, screenings, programmes, logs, recordings, measurements and the trail."""

import sqlalchemy as sa
from alembic import op

from backstride.journal.migrations.columns import (
    count,
    day,
    moment,
    number,
    packed,
    plain,
    size,
    table,
    text,
    word,
    yes_or_no,
)

revision = "0001"
down_revision = None

_OWNER = ("person_id", "people.id", "CASCADE")
_BY = ("by_id", "people.id", "SET NULL")


def upgrade() -> None:
    """Make all tables."""
    _people()
    _plans()
    _logs()
    _recordings()
    _trail()


def _people() -> None:
    table(
        "people",
        *(word("id"), word("name", 100), plain("roles"), word("units", 20), word("language", 20)),
        *(word("zone", 64), plain("settings"), moment("created_at")),
    )
    table(
        "accounts",
        *(word("person_id"), word("login", 254), word("password_hash", 200)),
        *(moment("created_at"), moment("password_at"), moment("closed_at", empty=True)),
        key=("person_id",),
        unique=("login",),
        refers=(_OWNER,),
    )
    table(
        "shares",
        *(word("id"), word("owner_id"), word("viewer_id"), word("may", 10)),
        *(moment("since"), moment("until", empty=True)),
        refers=(("owner_id", "people.id", "CASCADE"), ("viewer_id", "people.id", "CASCADE")),
        indexes=(("owner_id",), ("viewer_id", "until")),
    )
    table(
        "tokens",
        *(word("id"), word("person_id"), word("kind", 20), word("secret_hash", 64)),
        *(word("label", 100), plain("data"), moment("created_at")),
        *(moment(name, empty=True) for name in ("expires_at", "used_at", "revoked_at")),
        unique=("secret_hash",),
        refers=(_OWNER,),
        indexes=(("person_id",),),
    )


def _plans() -> None:
    table(
        "screenings",
        *(word("id"), word("person_id"), count("number"), moment("made_at"), word("zone", 64)),
        *(word("outcome", 20), packed("athlete"), packed("answers"), packed("result")),
        *(word("code_version", 40), word("by_id", empty=True)),
        unique=("person_id", "number"),
        refers=(_OWNER, _BY),
    )
    table(
        "programmes",
        *(word("id"), word("person_id"), moment("started_at"), word("zone", 64)),
        moment("ended_at", empty=True),
        refers=(_OWNER,),
        indexes=(("person_id",),),
    )
    table(
        "programme_versions",
        *(word("id"), word("programme_id"), count("number"), word("kind", 20), moment("made_at")),
        *(word("zone", 64), day("day"), word("outcome", 20, empty=True)),
        *(count("back_to", empty=True), text("reason")),
        *(packed(name) for name in ("content", "overlay", "decisions", "changes")),
        *(word("code_version", 40), word("by_id", empty=True)),
        unique=("programme_id", "number"),
        refers=(("programme_id", "programmes.id", "CASCADE"), _BY),
    )
    table(
        "planned_sessions",
        *(word("programme_id"), word("uid", 200), word("person_id"), day("day")),
        *(day("planned_day"), word("template_id", 100), word("stage", 40), count("rung")),
        *(text("title"), number("minutes"), number("backward_s", empty=True)),
        *(number("backward_m", empty=True), yes_or_no("skipped"), text("reason")),
        key=("programme_id", "uid"),
        refers=(("programme_id", "programmes.id", "CASCADE"), _OWNER),
        indexes=(("person_id", "day"),),
    )


def _logs() -> None:
    table(
        "session_logs",
        *(word("id"), word("entry_id"), count("version"), yes_or_no("is_latest")),
        *(yes_or_no("removed"), word("person_id"), word("programme_id", empty=True)),
        *(word("uid", 200), day("day"), moment("logged_at"), word("zone", 64)),
        *(number("minutes", empty=True), number("done_share"), number("rpe", empty=True)),
        *(plain("pain_during"), plain("pain_after"), plain("pain_next_morning", empty=True)),
        *(number("worst_pain"), number("confidence", empty=True)),
        *(number("backward_s", empty=True), number("backward_m", empty=True)),
        *(text("note"), word("by_id", empty=True)),
        unique=("entry_id", "version"),
        refers=(_OWNER, ("programme_id", "programmes.id", "SET NULL"), _BY),
        indexes=(("person_id", "is_latest", "day"), ("programme_id",)),
    )


def _recordings() -> None:
    table(
        "recordings",
        *(word("id"), word("person_id"), text("name"), size("size_bytes"), word("sha256", 64)),
        *(word("fingerprint", 64), moment("uploaded_at"), word("zone", 64), plain("options")),
        *(word("state", 20), word("entry_id", empty=True), word("by_id", empty=True)),
        unique=("person_id", "fingerprint"),
        refers=(_OWNER, _BY),
        indexes=(("entry_id",),),
    )
    table(
        "recording_files",
        *(word("recording_id"), count("position"), text("name"), word("sha256", 64)),
        size("size_bytes"),
        key=("recording_id", "position"),
        refers=(("recording_id", "recordings.id", "CASCADE"),),
        indexes=(("sha256",),),
    )
    table(
        "measurements",
        *(word("id"), word("recording_id"), word("person_id"), count("number")),
        *(yes_or_no("is_shown"), moment("measured_at"), word("code_version", 40)),
        *(plain("options"), packed("contract", empty=True), word("error_code", 40, empty=True)),
        *(text("error_text", empty=True), text("format", empty=True)),
        *(word("facing", 20, empty=True), moment("started_at", empty=True)),
        *(number(n, empty=True) for n in ("duration_s", "moving_s", "backward_s", "backward_m")),
        unique=("recording_id", "number"),
        refers=(("recording_id", "recordings.id", "CASCADE"), _OWNER),
        indexes=(("person_id", "is_shown", "started_at"),),
    )


def _trail() -> None:
    table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True),
        *(moment("at"), word("actor_id", empty=True), word("person_id", empty=True)),
        *(word("did", 20), word("what", 60), word("via", 20)),
        indexes=(("person_id", "at"),),
    )
    table("erasing", word("person_id"), key=("person_id",))
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


_SQLITE = (
    """CREATE TRIGGER audit_kept BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the trail is never changed'); END""",
    """CREATE TRIGGER audit_stays BEFORE DELETE ON audit
    WHEN OLD.person_id IS NULL OR OLD.person_id NOT IN (SELECT person_id FROM erasing)
    BEGIN SELECT RAISE(ABORT, 'the trail is never shortened'); END""",
)

_POSTGRESQL = (
    """CREATE FUNCTION audit_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND OLD.person_id IN (SELECT person_id FROM erasing) THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'the trail is never changed';
    END $$""",
    """CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_kept()""",
    """CREATE TRIGGER audit_emptied BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_kept()""",
)
