"""What a form is, and how one is filled. Pure: no Flask, LINE, SQL, clock or files.

`form` holds a compiled form, `interview` takes one step of filling it, `answers` reads what a
person typed, `xlsform` turns an author's workbook into a form.
"""
