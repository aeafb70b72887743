#!/usr/bin/env bash
# Prepares the image in which Gradescope grades: a Python that is new enough, and what the course needs.
set -euo pipefail
AUTOGRADER=${AUTOGRADER:-/autograder}
COURSE=$AUTOGRADER/source/course
# The address of PyTorch's packages for CPUs, as its page "Get Started" tells it for pip; without it, pip may take the
# ones for graphics cards, which work too and are some gigabytes larger.
TORCH_INDEX={torch_index}

usable() {
  command -v "$1" >/dev/null && "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
  for name in python3 python3.13 python3.12 python3.11; do
    if usable "$name"; then
      echo "$name"
      return
    fi
  done
}

install() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >&2 || true
}

python=$(find_python)
if [ -z "$python" ]; then
  apt-get update -qq || true
  install python3 python3-venv
  python=$(find_python)
fi
if [ -z "$python" ]; then
  install python3.11 python3.11-venv
  python=$(find_python)
fi
if [ -z "$python" ]; then
  echo "The course needs Python 3.11 or newer: choose a newer base image in Gradescope's settings." >&2
  exit 1
fi

"$python" -m venv "$AUTOGRADER/venv"
index=()
if [ -n "$TORCH_INDEX" ]; then
  index=(--extra-index-url "$TORCH_INDEX")
fi
"$AUTOGRADER/venv/bin/python" -m pip install --no-cache-dir -q -c "$COURSE/constraints.txt" "${index[@]}" -e "$COURSE[class]"
cd "$COURSE"
"$AUTOGRADER/venv/bin/python" -c 'import torch; print("torch", torch.__version__)'
"$AUTOGRADER/venv/bin/python" grader.py --help >/dev/null
