"""Static pictures of a scene: SVG, PNG and PDF, drawn without a browser, the same bytes for the same scene."""
