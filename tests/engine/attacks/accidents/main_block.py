"""Has code that is meant for when the file is run by itself.

State: passed
"""

if __name__ == "__main__":
    print(sigmoid(torch.zeros(3)))
    raise SystemExit
