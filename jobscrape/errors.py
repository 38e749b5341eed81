"""Errors for people: one line that says what was tried, on what, and what to do.

JobscrapeError
├── UsageError   a wrong argument, setting or file; exit status 2
└── StoreError   the database cannot be reached, started or written; exit status 3
"""

from __future__ import annotations


class JobscrapeError(Exception):
    """Base of all errors that are shown to a person as one line."""

    exit_status = 1


class UsageError(JobscrapeError):
    """The command line, a setting or an input file is wrong."""

    exit_status = 2


class StoreError(JobscrapeError):
    """The database cannot be reached, started or written."""

    exit_status = 3
