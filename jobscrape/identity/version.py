"""Version of keys, signature and decision: raised whenever one of them changes for some input."""

IDENTITY_VERSION = 1
