"""What a submission is: frozen values, each with the place it came from."""
