"""The report: answers and judged claims as one page that needs no network. Charts need requirements-report.txt (matplotlib)."""
