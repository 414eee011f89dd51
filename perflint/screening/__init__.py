"""Screening a season（批量初审）: thousands of submissions, shard by shard, on one machine or a cluster.

A manifest is frozen, cut into shards, and each shard becomes one Parquet part with one row a submission. A part that
is there is done: that alone lets a run be resumed after anything and makes its outcome the same on every engine.
"""
