"""Pages told in French, English and German: asking for a translation, doing it on the worker, and saying what is behind.

wagtail-localize keeps the texts and shows the form in which they are translated. What it leaves open is done here: whose pages (rights), the work
outside of the request (asking, working), pages that have words of their own already (starting), a Dutch page that changes (renewing), what is not
translated (publishing), and where everything stands (states, differences).
"""
