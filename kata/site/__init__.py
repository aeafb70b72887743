"""The course as web pages, made of exercises, laws, hints, misconceptions, solutions and README.

May import: draw, learner, drawing, course and what they may.
"""
