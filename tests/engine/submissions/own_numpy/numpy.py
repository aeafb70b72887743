raise RuntimeError("the submission's own numpy was imported")
