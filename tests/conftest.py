"""What holds for all tests: how long an example takes decides nothing, for machines are busy."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "startex", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("startex")
