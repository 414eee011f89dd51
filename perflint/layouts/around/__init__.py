"""What stands around the forms（预算表、文字说明、落款）: budget tables, claims, and what the whole document says."""
