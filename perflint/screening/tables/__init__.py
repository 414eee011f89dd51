"""A run as tables（批次的表）: flat views over its parts for DuckDB, and questions that can only read."""
