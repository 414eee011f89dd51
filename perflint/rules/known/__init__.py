"""What a ruleset knows of the field（指标库）: kinds of project, their measures, weighed words, advice out of both."""
