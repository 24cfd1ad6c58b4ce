"""`python -m sdkwright` is the command `sdkwright`."""

from sdkwright.cli import main

if __name__ == "__main__":
    main()
