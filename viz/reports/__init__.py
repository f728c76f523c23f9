"""Reports: documents made from editable templates, which say what they were made from and can be brought up to date.

    template (Jinja and Markdown) -> tree (tree.py) -> HTML, Word and PDF

- A template is one file per report and language, so that whoever writes reports edits running text and nothing else.
- What a template calls (`table`, `figure`, `number`, …) becomes a part of the tree that keeps its call. Files in HTML
  and Word keep it too: an update asks each call again and replaces what it gave, nothing more.
- Text from data never passes through Markdown: a mark stands in its place until the Markdown is read.
"""
