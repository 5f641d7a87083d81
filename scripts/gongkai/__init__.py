"""From annual reports on government information disclosure (政府信息公开工作年度报告) to open data and a website."""

__version__ = "0.1.0"
