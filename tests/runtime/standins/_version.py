__title__ = "acme_sdk"
__version__ = "1.2.3"
