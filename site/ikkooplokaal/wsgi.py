"""What gunicorn serves: `gunicorn --chdir site ikkooplokaal.wsgi`.

Of what is read at the start nothing is ever thrown away, so nobody looks for rubbish among it: not while it is read, which would take a seventh
longer, and not later, when each process would get a copy of what it looked at.
"""

import gc
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikkooplokaal.settings.production")

from django.conf import settings  # the path above comes first
from django.core.wsgi import get_wsgi_application

from ikkooplokaal.hostile_input import heard_out, in_utf8
from ikkooplokaal.reading_ahead import read_ahead

gc.disable()
application = heard_out(in_utf8(get_wsgi_application()))
if settings.ROOT_URLCONF == "ikkooplokaal.urls":  # the bench serves a bare view beside the site, by the same server
    read_ahead()
gc.freeze()
gc.enable()
