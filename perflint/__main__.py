"""`python -m perflint`, the same as the command `perflint`."""

from __future__ import annotations


def run() -> None:
    """Hand over to the command line, imported only now so that importing this module costs nothing."""
    from perflint.cli.main import run as command

    command()


if __name__ == "__main__":
    run()
