"""What gunicorn serves: `gunicorn --chdir site ikkooplokaal.wsgi`."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikkooplokaal.settings.production")

from django.core.wsgi import get_wsgi_application  # the path above comes first

from ikkooplokaal.hostile_input import heard_out, in_utf8

application = heard_out(in_utf8(get_wsgi_application()))
