"""What a folder of results becomes for other systems and for people: each format is one file, a pure function of it.

`reading` reads the folder, `views` makes what a student may see of a result, `escaping` makes text harmless for each
format, `formats` knows all of them, and `writing` puts their files where nothing is lost. May import: `kata.course` and
`kata.errors`.
"""
