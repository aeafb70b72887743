"""Digits through a target's stages: the demo, the training, their parameters and pictures.

May import: course and what that may.
"""
