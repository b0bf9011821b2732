"""The gathering pages: the front page, the face of each municipality, and what editors write beside them."""

from home.models.accessibility_page import AccessibilityPage
from home.models.campaign_page import CampaignPage, CampaignPartner
from home.models.contact_page import ContactField, ContactPage
from home.models.front_page import HomePage
from home.models.municipality_page import MunicipalityPage
from home.models.privacy_page import PrivacyPage
from home.models.standard_page import StandardPage

__all__ = [
    "AccessibilityPage",
    "CampaignPage",
    "CampaignPartner",
    "ContactField",
    "ContactPage",
    "HomePage",
    "MunicipalityPage",
    "PrivacyPage",
    "StandardPage",
]
