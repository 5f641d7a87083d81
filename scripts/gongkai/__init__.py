"""From annual reports on government information disclosure (政府信息公开工作年度报告) to open data and a website."""

import os

__version__ = "0.1.0"

# pyarrow's own way to keep memory holds four times what a build needs: its tables come in small pieces, some of which
# stay. It looks here once, before its first table.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
