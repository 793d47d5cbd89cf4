"""Keep what was made of each input, so that nothing is made twice.

A store can be lost at any time: that costs time and nothing else.
"""
