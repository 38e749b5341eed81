"""Stored postings as flat tables: Parquet, CSV, JSON lines, schema.org JSON-LD, Arrow, pandas, Polars.

Nothing here needs pymongo; Parquet and data frames need pyarrow (requirements-report.txt).
"""
