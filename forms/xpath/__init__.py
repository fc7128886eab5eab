"""The expression language of ODK forms: XPath 1.0 with the functions of the XForms specification.

Text becomes tokens (`lexer`), tokens a tree (`parser`), the tree closures (`compile`). Nothing is
ever given to `eval`. What an expression reads is found from the tree alone (`reads`).
"""
