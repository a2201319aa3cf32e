"""Projects on disk: YAML files read with places, articles, quotes found in them, edits spliced in."""
