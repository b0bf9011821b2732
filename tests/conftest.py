"""What every test may ask for."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real files from outside (IKL_REAL_DATA); without it the test is skipped, and says so."""
    folder = os.environ.get("IKL_REAL_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("real files are not here: set IKL_REAL_DATA to their folder to run this test")
    return Path(folder)
