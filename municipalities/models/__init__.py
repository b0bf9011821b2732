"""Rows of the register, and who may touch what."""

from municipalities.models.borders import Border
from municipalities.models.municipality import DEGREES_LATITUDE, DEGREES_LONGITUDE, Alias, Municipality, Postcode
from municipalities.models.roles import Onboarding, Role, RoleGroup
from municipalities.models.special_days import SpecialDay

__all__ = ["DEGREES_LATITUDE", "DEGREES_LONGITUDE", "Alias", "Border", "Municipality", "Onboarding", "Postcode", "Role", "RoleGroup", "SpecialDay"]
