"""Runs clients that are independent of this project against its simulator.

    python3 tests/clients/check.py target/release/owner-statements

Needs node; if it is missing, the check fails.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ACCOUNT = HERE.parents[1] / "fixtures/api/account"
TOKEN = "a-token-for-clients"
CLIENTS = [["node", HERE / "sdk.mjs"], [sys.executable, "-B", HERE / "exporter.py"]]


def main():
    command = [sys.argv[1], "simulate", "--data", ACCOUNT, "--token", TOKEN]
    simulator = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        address = simulator.stdout.readline().strip().removeprefix("listening on ")
        assert address.startswith("http://127.0.0.1:"), address
        for client in CLIENTS:
            subprocess.run([*client, address, TOKEN], check=True, timeout=120)
    finally:
        simulator.kill()
        simulator.wait()
    print(f"clients: {len(CLIENTS)} of other making read the simulator")


if __name__ == "__main__":
    main()
