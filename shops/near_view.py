"""From "Dicht bij mij" to a list: the browser posts its rounded spot, and goes on to an address that holds it sealed."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from shops import spots


@csrf_exempt  # nothing is stored or changed, and a public page holds no token
@require_POST
@never_cache
def near_me(request: HttpRequest) -> HttpResponse:
    """Back to the list in "verder", around the spot in "plek"; without a spot that is one, the list as it was."""
    back = request.POST.get("verder", "")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return HttpResponseBadRequest()
    parts, spot = urlsplit(back), spots.spot_of(request.POST.get("plek", ""))
    params = QueryDict(parts.query, mutable=True)
    if spot:
        params.pop("bij", None)
        params.pop("pagina", None)
        params["plek"] = spots.sealed(spot, timezone.now())
    return HttpResponseRedirect(f"{parts.path}?{params.urlencode()}" if params else parts.path)
