"""The frame of the website: settings, addresses, headers, storage and background tasks."""
