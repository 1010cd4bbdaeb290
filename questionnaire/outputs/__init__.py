"""Renderings of a report: each takes the report and gives data or text, and knows no request and no rule."""
