"""What the server lets in: its own page's requests, and nothing else; afterwards it is as it was."""

import itertools
import json
import signal
import socket
import subprocess
import sys
import time

import psutil
import pytest

from kata.draw import server as room
from kata.draw.request import parse
from kata.errors import DrawError
from tests.engine import warm
from tests.engine.programs import ROOT

HOSTILE = 10_000
IMAGE = [0] * 784
GOOD = {"image": IMAGE, "wrong": ""}


def request(method="POST", path="/read", body=b"", **headers):
    """The bytes of a request; a header that is None is left out. The host's port is filled in when it is sent."""
    named = {"host": "127.0.0.1:PORT", "origin": "http://127.0.0.1:PORT", "content-type": "application/json"}
    named |= {"content-length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items() if value is not None)]
    return "\r\n".join([*lines, "connection: close", "", ""]).encode("latin-1") + body


def body(**changed):
    return json.dumps({**GOOD, **changed}).encode()


def with_pixel(text):
    return b'{"wrong": "", "image": [' + text + b", 0" * 783 + b"]}"


KINDS = {
    "pixel is NaN": request(body=with_pixel(b"NaN")),
    "pixel is infinite": request(body=with_pixel(b"-Infinity")),
    "pixel overflows": request(body=with_pixel(b"1e999")),
    "pixel is 256": request(body=with_pixel(b"256")),
    "pixel is negative": request(body=with_pixel(b"-0.1")),
    "pixel is a word": request(body=with_pixel(b'"7"')),
    "pixel is true": request(body=with_pixel(b"true")),
    "pixel is a list": request(body=with_pixel(b"[1]")),
    "pixel has 5,000 digits": request(body=with_pixel(b"9" * 5000)),
    "one pixel too few": request(body=body(image=IMAGE[1:])),
    "one pixel too many": request(body=body(image=[*IMAGE, 0])),
    "rows of pixels": request(body=body(image=[[0] * 28] * 28)),
    "no image": request(body=b'{"wrong": ""}'),
    "a name too many": request(body=body(more=1)),
    "a list": request(body=b"[]"),
    "nothing": request(),
    "not JSON": request(body=b"\xff\xfe\x00"),
    "deep": request(body=b"[" * 30_000),
    "an unknown mistake": request(body=body(wrong="stage02_conv_slider/nothing")),
    "a mistake elsewhere": request(body=body(wrong="../../etc/passwd")),
    "a mistake that is a number": request(body=body(wrong=3)),
    "a long body": request(body=b" " * 40_000 + body()),
    "a megabyte": request(body=b"7" * (1 << 20)),
    "a gigabyte to come": request(body=b"7", content_length=str(1 << 30)),
    "a length of many digits": request(body=b"7", content_length="9" * 6000),
    "a negative length": request(body=b"7", content_length="-1"),
    "no length": request(content_length=None),
    "chunks": request(content_length=None, transfer_encoding="chunked", body=b"5\r\n[1,2]\r\n0\r\n\r\n"),
    "another type": request(body=body(), content_type="text/plain"),
    "no type": request(body=body(), content_type=None),
    "another host": request(body=body(), host="evil.example:PORT"),
    "another port": request(body=body(), host="127.0.0.1:1"),
    "no port": request(body=body(), host="127.0.0.1"),
    "no host": request(body=body(), host=None),
    "a rebound page": request("GET", "/", host="evil.example:PORT", origin=None),
    "two hosts": request(body=body(), host="127.0.0.1:PORT\r\nhost: evil.example"),
    "another origin": request(body=body(), origin="http://evil.example"),
    "an origin of no page": request(body=body(), origin="null"),
    "no origin": request(body=body(), origin=None),
    "two origins": request(body=body(), origin="http://127.0.0.1:PORT\r\norigin: http://evil.example"),
    "a page from elsewhere": request("GET", "/", origin="http://evil.example"),
    "GET of the answer": request("GET", "/read"),
    "POST of the page": request("POST", "/", body=body()),
    **{
        method: request(method, "/")
        for method in ("HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "X")
    },
    "up": request("GET", "/../pyproject.toml"),
    "up, encoded": request("GET", "/%2e%2e/%2e%2e/etc/passwd"),
    "up, encoded twice": request("GET", "/%252e%252e/README.md"),
    "up, with a back slash": request("GET", "/..\\..\\README.md"),
    "an absolute file": request("GET", "//etc/passwd"),
    "another scheme": request("GET", "file:///etc/passwd"),
    "a proxy's request": request("GET", "http://evil.example/"),
    "a file of the room": request("GET", "/server.py"),
    "a page with a slash": request("GET", "/style.css/"),
    "a NUL": request("GET", "/style.css%00.js"),
    "a long path": request("GET", "/" + "a" * 20_000),
    "a long header": request("GET", "/", cookie="a" * 100_000),
    "many headers": request("GET", "/", cookie="\r\n".join(["a", *(f"x{n}: y" for n in range(5000))])),
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20,
    "HTTP 9": request("GET", "/").replace(b"HTTP/1.1", b"HTTP/9.9"),
    "a WebSocket": request("GET", "/read", upgrade="websocket", sec_websocket_version="13", sec_websocket_key="a" * 24),
    "a bare line feed": b"GET / HTTP/1.1\nhost: evil\n\n",
}


def send(server, data, seconds=10.0):
    return server.raw(data.replace(b"PORT", str(server.port).encode()), seconds)


def status(answer):
    return answer.split(b" ", 2)[1].decode() if answer.startswith(b"HTTP/1.1 ") else "closed"


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_request_is_refused(solved, kind):
    answer = send(solved, KINDS[kind])
    assert status(answer)[0] in "4c"
    assert b"Traceback" not in answer


def test_a_right_request_is_answered(solved):
    assert status(send(solved, request(body=body()), seconds=120)) == "200"  # it may still be warming up
    assert status(send(solved, request(body=body(), host="localhost:PORT", origin="http://localhost:PORT"))) == "200"
    assert status(send(solved, request("GET", "/", origin=None))) == "200"


def state(server):
    """What a server has: its processes, threads and open files, and megabytes of memory."""
    family = [psutil.Process(server.process.pid)]
    family += family[0].children(recursive=True)
    time.sleep(1)  # for connections to close
    counts = [(each.pid, each.num_threads(), each.num_fds()) for each in family]
    return counts, sum(each.memory_info().rss for each in family) / 2**20


def test_ten_thousand_hostile_requests_change_nothing(solved, held_out, capsys):
    digit = held_out.images[0].flatten() * 32
    for data in KINDS.values():
        send(solved, data)
    answer, (counts, memory) = str(solved.ask(digit)), state(solved)
    began, statuses = time.monotonic(), {}
    for data in itertools.islice(itertools.cycle(KINDS.values()), HOSTILE):
        found = status(send(solved, data))
        statuses[found] = statuses.get(found, 0) + 1
    seconds, (counts_after, memory_after) = time.monotonic() - began, state(solved)
    with capsys.disabled():
        print(
            f"\n{HOSTILE} hostile requests in {seconds:.0f} s: {statuses}; memory {memory:.0f} to {memory_after:.0f} MB"
        )
    assert "200" not in statuses
    assert counts_after == counts
    assert memory_after < memory + 8
    assert str(solved.ask(digit)) == answer


def test_connections_that_say_nothing_keep_nobody_out_for_long(solved):
    idle = [socket.create_connection(("127.0.0.1", solved.port)) for _ in range(40)]
    assert status(send(solved, request(body=body()))) == "200"
    for each in idle:
        each.close()


def test_a_body_that_never_comes_is_given_up(solved):
    answer = solved.raw(request(body=b"", content_length="100").replace(b"PORT", str(solved.port).encode()), 20)
    assert status(answer) == "400"


def test_each_answer_keeps_other_pages_out(solved):
    head = send(solved, request("GET", "/")).partition(b"\r\n\r\n")[0].decode()
    assert "content-security-policy: default-src 'self'; " in head
    assert "cross-origin-resource-policy: same-origin" in head
    assert "x-content-type-options: nosniff" in head


def test_nobody_but_this_machine_can_reach_it(solved):
    listening = [
        each.laddr.ip for each in psutil.Process(solved.process.pid).net_connections() if each.status == "LISTEN"
    ]
    assert listening == ["127.0.0.1"]


def test_more_digits_at_once_than_may_wait_are_refused(solved):
    data = request(body=body()).replace(b"PORT", str(solved.port).encode())
    connections = [socket.create_connection(("127.0.0.1", solved.port)) for _ in range(30)]
    for each in connections:
        each.sendall(data)
    answers = [b"".join(iter(lambda each=each: each.recv(1 << 16), b"")) for each in connections]
    assert {status(each) for each in answers} <= {"200", "503"}
    assert [status(each) for each in answers].count("200") >= 1


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, -signal.SIGTERM), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_its_end_is_the_end_of_its_child_and_frees_the_port(serving, number, status):
    with serving("solutions") as server:
        server.ask(IMAGE)
        (child,) = psutil.Process(server.process.pid).children()
        server.process.send_signal(number)
        assert server.process.wait(20) == status
        child.wait(20)
        socket.create_server(("127.0.0.1", server.port)).close()
        assert server.said.empty()  # no traceback, and nothing else


def run_draw(*arguments):
    command = [sys.executable, "-m", "kata", "draw", *map(str, arguments)]
    return warm.run(command, cwd=ROOT, timeout=120, stdin=subprocess.DEVNULL)


def test_a_port_that_is_taken_is_told_in_a_sentence(solved):
    done = run_draw("solutions", "--port", solved.port)
    assert done.returncode == 2
    told = f"error: port {solved.port} cannot be used (Address already in use): choose another with --port\n"
    assert done.stderr == told


def test_a_folder_that_is_not_there_is_told_in_a_sentence():
    done = run_draw("nowhere")
    assert (done.returncode, done.stderr) == (2, "error: there is no folder nowhere: try exercises\n")


def test_a_missing_extra_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setattr(room, "find_spec", lambda name: None)
    with pytest.raises(DrawError, match=r"pip install -c constraints\.txt -e '\.\[draw\]'"):
        room.check_installed()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"{", "should be JSON"),
        (b"[]", "image and wrong, and nothing else"),
        (b'{"image": [], "wrong": ""}', "a list of 784 numbers"),
        (with_pixel(b"NaN"), "should be JSON"),
        (with_pixel(b"256"), "between 0 and 255"),
        (body(wrong="x"), "id of a misconception"),
    ],
)
def test_what_is_wrong_with_a_request_is_said(text, said):
    with pytest.raises(ValueError, match=said):
        parse(text, frozenset({"y"}))
