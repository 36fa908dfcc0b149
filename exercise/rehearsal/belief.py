"""The plan as it believes itself to be: the same emergency, met by measures that are what the plan says of them."""

from __future__ import annotations

from dataclasses import replace

from exercise.setting import Setting


def as_believed(setting: Setting) -> Setting:
    """Return *setting* in which recoveries and resources are as the plan believes.

    What the services really stand on stays as it is: it makes the emergency that is to be met.
    """
    scenario = setting.scenario
    reality = replace(scenario.reality, recoveries={}, resources={})
    return Setting(setting.plan, replace(scenario, reality=reality), setting.rules)
