"""Tests. Each test's name is the sentence it proves; cases, broken samples and shapes are data beside it."""
