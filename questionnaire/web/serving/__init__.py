"""The production server: uvicorn with deadlines and bounds in front, the site in a pool of threads behind."""
