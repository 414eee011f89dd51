"""What rules find out before they judge（事实）: what is filled in, what a row measures, whose name is whose."""
