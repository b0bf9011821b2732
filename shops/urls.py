"""Pages of shopkeepers that belong to no shop's address: behind a mailed link, a code, or the cookie that a code gives."""

from django.urls import path

from shops.shopkeepers import code_page, link_page, new_page, own_page

urlpatterns = [
    path("mijn-zaak/", own_page.serve, name="shopkeeper"),
    path("mijn-zaak/voorbeeld/", own_page.preview, name="shopkeeper_preview"),
    path("mijn-zaak/weg/", own_page.leave, name="shopkeeper_leave"),
    path("mijn-zaak/klaar/", own_page.done, name="shopkeeper_done"),
    path("mijn-zaak/aanmelden/", new_page.serve, name="shopkeeper_new"),
    path("mijn-zaak/controle/", new_page.challenge, name="shopkeeper_challenge"),
    path("mijn-zaak/code/<str:key>/", code_page.serve, name="shopkeeper_code"),
    path("mijn-zaak/link/<str:token>/", link_page.serve, name="shopkeeper_link"),
]
