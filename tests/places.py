"""Where tests find the repository and, where it stands beside it, the shared material."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="real documents (../shared) are not beside the repository"
)
