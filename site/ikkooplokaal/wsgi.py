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

from django.core.wsgi import get_wsgi_application  # the path above comes first

from ikkooplokaal.hostile_input import heard_out, in_utf8
from ikkooplokaal.reading_ahead import read_ahead

gc.disable()
application = heard_out(in_utf8(get_wsgi_application()))
read_ahead()
gc.freeze()
gc.enable()
