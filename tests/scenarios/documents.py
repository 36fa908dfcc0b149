"""Random documents: every key may be there or not, names may lead anywhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from scenarios import condition as c
from scenarios import inject as i
from scenarios import plan as p
from scenarios import procedure as q
from scenarios import responses as r
from scenarios import scenario as s
from scenarios.text import NOTHING, Text

ids = st.sampled_from(
    ["a", "ops-duty", "core-db", "D1", "I07", "R6b", "x-1", "no", "start", "null"]
)
times = st.integers(0, 100 * 3_600_000)
words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n"),
    min_size=1,
    max_size=12,
)
texts = st.one_of(
    words.map(Text.plain),
    st.dictionaries(st.sampled_from(["zh", "en", "ja"]), words, min_size=1).map(Text),
)
maybe_text = st.one_of(st.just(NOTHING), texts)
numbers = st.one_of(st.integers(0, 10**6), st.floats(0, 1e6, allow_nan=False))
shares = st.floats(0, 1, allow_nan=False)
scalars = st.one_of(words, st.integers(-(10**6), 10**6), st.booleans(), st.floats(-1e6, 1e6))
anything = st.one_of(scalars, st.lists(scalars, min_size=1, max_size=3).map(tuple))


def some(inner, least=0):
    """Return a strategy for tuples."""
    return st.lists(inner, min_size=least, max_size=3).map(tuple)


def maybe(inner):
    """Return a strategy for a value or None."""
    return st.one_of(st.none(), inner)


def by_id(inner):
    """Return a strategy for mappings from ids."""
    return st.dictionaries(ids, inner, max_size=2)


roles = st.one_of(st.just((q.ALL,)), some(ids, 1))


def states(known):
    """Return a strategy for one or more of *known* states."""
    return st.lists(st.sampled_from(known), min_size=1, max_size=2, unique=True).map(tuple)


dids = st.builds(c.Did, ids, maybe(ids), maybe(ids), st.booleans())
leaves = st.one_of(
    st.just(c.Start()),
    st.builds(c.At, times),
    st.builds(c.Signal, ids),
    st.builds(c.Delivered, ids, st.booleans()),
    st.builds(c.Opened, ids, st.booleans()),
    st.builds(c.Done, ids, st.booleans()),
    dids,
    st.builds(c.Silent, ids, times),
    st.builds(c.ServiceIs, ids, states(p.SERVICE_STATES), maybe(times)),
    st.builds(c.ServiceIs, ids, states(p.SERVICE_STATES), st.none(), maybe(times)),
    st.builds(c.RecoveryIs, ids, states(p.RECOVERY_STATES)),
    st.builds(c.RoleIs, ids, states(p.ROLE_STATES)),
)
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        some(inner, 1).map(c.AllOf), some(inner, 1).map(c.AnyOf), st.builds(c.Not, inner)
    ),
    max_leaves=4,
)
dependencies = some(st.one_of(ids, some(ids, 1).map(p.AnyOfServices)))
takes = st.one_of(
    st.builds(p.Fixed, times),
    st.lists(times, min_size=3, max_size=3).map(lambda three: p.Triangular(*sorted(three))),
    st.builds(p.Lognormal, times, st.floats(0, 5)),
)
options = some(st.builds(p.Option, ids, maybe_text))
steps = st.builds(
    q.Step,
    id=ids,
    title=texts,
    does=ids,
    by=roles,
    when=maybe(conditions),
    within=maybe(times),
    within_max=maybe(times),
    hard=st.booleans(),
    after=some(ids),
    every=maybe(times),
    until=maybe(conditions),
    not_before=maybe(conditions),
    not_while=maybe(conditions),
    quorum=maybe(st.integers(1, 9)),
    choices=some(st.builds(q.Choice, ids, shares, maybe(conditions))),
    facts=some(st.builds(q.Fact, ids, anything, maybe(st.integers(0, 10**6)), st.floats(0, 9))),
    escalate=maybe(st.builds(q.Escalation, roles, times, maybe(ids))),
    distinct_from=maybe(ids),
    records=st.one_of(st.just((q.ALL,)), some(ids)),
    overrides=some(ids),
    criticality=st.sampled_from(q.CRITICALITIES),
    source=st.sampled_from(q.SOURCES),
    clause=some(words),
    notes=maybe_text,
)
fields = st.builds(p.Field, ids, st.sampled_from(p.FIELD_TYPES), texts, st.booleans(), options)
plans = st.builds(
    p.Plan,
    id=ids,
    version=st.integers(1, 99),
    title=texts,
    owner=ids,
    sections=st.dictionaries(st.sampled_from(p.SECTIONS), texts),
    roles=some(st.builds(p.Role, ids, texts, some(ids), maybe_text)),
    services=some(
        st.builds(
            p.Service,
            id=ids,
            title=texts,
            rto=maybe(times),
            rpo=maybe(times),
            depends_on=dependencies,
            degrades_on=dependencies,
            impact=by_id(numbers),
            monitored=st.booleans(),
        )
    ),
    resources=by_id(st.integers(0, 9)),
    recoveries=some(
        st.builds(
            p.Recovery,
            id=ids,
            title=texts,
            starts_on=dids,
            restores=some(ids),
            takes=takes,
            needs=by_id(st.integers(0, 9)),
            loses=times,
            makes_up=some(ids),
            success=shares,
        )
    ),
    forms=some(st.builds(p.Form, ids, texts, some(fields))),
    actions=some(
        st.builds(
            p.Action,
            id=ids,
            kind=st.sampled_from(p.ACTION_KINDS),
            title=texts,
            by=some(ids),
            options=options,
            form=maybe(ids),
            to=some(ids),
        )
    ),
    procedures=some(st.builds(q.Procedure, ids, texts, st.sampled_from(q.PHASES), some(steps))),
)
service_effects = st.builds(
    i.ServiceEffect,
    ids,
    st.sampled_from(p.SERVICE_STATES),
    maybe(st.sampled_from(i.SHOWS)),
    times,
)
effects = st.one_of(service_effects, st.builds(i.RoleEffect, ids, st.sampled_from(p.ROLE_STATES)))


def injects(**trigger):
    """Return a strategy for injects that are triggered as *trigger* says."""
    return st.builds(
        i.Inject,
        id=ids,
        title=texts,
        **trigger,
        delay=times,
        unless=maybe(conditions),
        kind=st.sampled_from(i.CLASSES),
        sender=maybe(words),
        to=roles,
        channel=maybe(st.sampled_from(i.CHANNELS)),
        subject=maybe_text,
        body=maybe_text,
        raises=some(ids),
        effects=some(effects),
        expects=some(ids),
        storyline=maybe(words),
        module=maybe(ids),
        notes=maybe_text,
        attachments=some(words),
        author=maybe(words),
        status=st.sampled_from(i.STATUSES),
        ask=some(texts),
        leap=maybe(times),
    )


zone = timezone(timedelta(hours=8))
moments = st.integers(0, 4_000_000_000).map(lambda at: datetime.fromtimestamp(at, zone))
truths = st.one_of(
    st.builds(s.TruthRow, anything).map(lambda row: (row,)),
    some(st.builds(s.TruthRow, anything, conditions), 1),
)
realities = st.builds(
    s.Reality,
    by_id(
        st.builds(
            s.RecoveryReality,
            maybe(some(ids)),
            maybe(takes),
            maybe(by_id(st.integers(0, 9))),
            maybe(times),
            maybe(some(ids)),
            maybe(shares),
            maybe(dids),
        )
    ),
    by_id(st.builds(s.ServiceReality, maybe(dependencies), maybe(dependencies))),
    by_id(st.integers(0, 9)),
)
scenarios = st.builds(
    s.Scenario,
    id=ids,
    title=texts,
    plan=ids,
    duration=times,
    story_start=st.one_of(moments, st.just(datetime(2026, 3, 16, tzinfo=UTC))),
    injects=some(
        st.one_of(injects(at=times), injects(when=conditions), injects(manual=st.just(True)))
    ),
    seats=some(st.builds(s.Seat, ids, st.integers(1, 9))),
    summary=maybe_text,
    briefing=maybe_text,
    type=st.sampled_from(s.TYPES),
    causes=some(st.sampled_from(s.CAUSES)),
    modules=some(st.builds(s.Module, ids, texts)),
    actors=some(st.builds(s.Actor, ids, texts)),
    objectives=some(
        st.builds(s.Objective, ids, texts, some(ids), maybe_text, maybe_text, some(words))
    ),
    reality=realities,
    truth=by_id(truths),
    end_when=maybe(conditions),
)
acts = st.one_of(
    st.builds(r.FacilitatorAct, times, st.sampled_from(["pause", "resume", "end"])),
    st.builds(r.FacilitatorAct, times, st.just("hold"), inject=ids, reason=maybe(words)),
    st.builds(r.FacilitatorAct, times, st.just("postpone"), inject=ids, to=times),
    st.builds(r.FacilitatorAct, times, st.just("speed"), factor=st.floats(0.1, 60)),
    st.builds(r.FacilitatorAct, times, st.just("waive"), obligation=words),
)
responses = st.builds(
    r.Responses,
    ids,
    some(
        st.one_of(
            acts,
            st.builds(
                r.Response,
                at=times,
                by=st.sampled_from(["a", "a/li", "ops-duty/王 小明"]),
                action=ids,
                option=maybe(ids),
                about=maybe(ids),
                form=maybe(by_id(anything)),
                text=maybe(words),
                to=some(ids),
            ),
        )
    ),
    maybe_text,
)
