"""Operation: what whoever runs the application sees of it: health, measurements, logs and the ids of requests."""
