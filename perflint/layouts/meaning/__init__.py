"""What cells, lines and headers mean（栏目的含义）: by the labels that layouts and schemes know, wherever they are."""
