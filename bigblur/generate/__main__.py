"""`python -m bigblur.generate`: what `make generate` runs."""

import sys

from bigblur.generate import main

sys.exit(main(sys.argv[1:]))
