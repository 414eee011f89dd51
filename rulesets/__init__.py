"""The rulesets perflint ships, one folder a jurisdiction: data only, found by `importlib.resources.files`."""
