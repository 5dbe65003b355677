"""Pictures as SVG, for whatever draws: reports, pages and the page of accuracy."""
