"""The types that care, views and storage share: plain frozen dataclasses and enums."""
