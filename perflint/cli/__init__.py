"""The command line: a client of the five functions, and the only room that knows click."""
