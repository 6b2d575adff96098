"""From statements to the resolved view: each thing once, each value chosen by a stated rule.

`ranking` puts statements in order, `nodes` and `ties` pick from them, `derived` adds what follows: shortcuts of deals,
observations, boundaries. `resolve` runs them all.
"""

from bigblur.resolve.view import resolve

__all__ = ["resolve"]
