"""`python -m rashomon.cli`: the same as `rashomon`."""

from rashomon.cli import main

main()
