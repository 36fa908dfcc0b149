"""Parts of a reality read by themselves: how one recovery or one service really is."""

from __future__ import annotations

from collections.abc import Mapping

from marshmallow import ValidationError

from scenarios.scenario import RecoveryReality, ServiceReality
from scenarios.schemas.part import Part
from scenarios.schemas.scenarios import RecoveryRealityPart, ServiceRealityPart

RECOVERY_KEYS = tuple(RecoveryRealityPart().load_fields)
SERVICE_KEYS = tuple(ServiceRealityPart().load_fields)


def recovery_reality(written: Mapping[str, object]) -> RecoveryReality | None:
    """Return what *written* says of a recovery; None when it cannot be so."""
    found = _loaded(RecoveryRealityPart(), written)
    return found if isinstance(found, RecoveryReality) else None


def service_reality(written: Mapping[str, object]) -> ServiceReality | None:
    """Return what *written* says of a service; None when it cannot be so."""
    found = _loaded(ServiceRealityPart(), written)
    return found if isinstance(found, ServiceReality) else None


def _loaded(part: Part, written: Mapping[str, object]) -> object:
    try:
        return part.load(written)
    except ValidationError:
        return None
