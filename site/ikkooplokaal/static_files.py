"""Static files under names that carry their hash, compressed once at collection (gzip and brotli)."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage that also rewrites the imports between ES modules."""

    support_js_module_import_aggregation = True
