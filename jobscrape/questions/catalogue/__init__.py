"""The questions, one a file; each module holds one `QUESTION`."""
