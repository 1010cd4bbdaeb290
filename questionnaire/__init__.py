"""Pain Patterns: a questionnaire before the appointment, compared with published patterns, never a diagnosis."""

__version__ = "0.1.0"
