"""``python -m chenyan`` is the command ``chenyan``."""

from chenyan.cli import main

if __name__ == "__main__":  # worker processes import this module under another name
    main()
