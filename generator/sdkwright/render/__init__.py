"""From views to text: styles, layers of templates, and the Jinja environment that prints nothing unsafe."""
