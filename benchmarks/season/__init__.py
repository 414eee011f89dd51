"""A whole season of invented submissions, as county offices publish them: `python -m benchmarks.season FOLDER`.

`disclosure` makes one from a seed and a number; `planted` puts known faults in; `write` fills a folder and says what is
planted where.
"""
