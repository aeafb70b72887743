"""The engine of the kata: it runs the stage tests, explains failures and grades submissions."""
