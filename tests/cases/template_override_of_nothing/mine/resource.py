# Not a template.
