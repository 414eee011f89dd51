"""What is measured, against what, and on which material; nothing here is installed with perflint."""
