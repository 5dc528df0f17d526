"""SoSafe API: one REST service for a community safety partnership and the systems of its partners."""

__version__ = "0.1.0"
