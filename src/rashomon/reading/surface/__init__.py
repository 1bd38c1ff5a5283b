"""Readers that need no parse: what is said, by whom and of what, by words, their order and punctuation alone.

One engine for all languages; what it knows of one is data, `languages/LANGUAGE/`. Where a parse would be needed to be
sure, a field stays empty.
"""
