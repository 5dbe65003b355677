"""A Ray cluster of two nodes on this machine, with what kills one of them; run by ``test_ray``.

Prints the address once it is up. Then, for each line on standard input: ``kill`` ends the second
node with everything on it, without a farewell, and prints ``killed``.
"""

import os
import sys
from typing import Any

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"

from ray.cluster_utils import Cluster

STORE = 100 * 1024**2
"""Bytes of each node's object store: entries are small and matches never go through it."""


def main() -> None:
    """Start the cluster and do as told until standard input ends."""
    cluster: Any = Cluster(
        initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": STORE}
    )
    second = cluster.add_node(num_cpus=1, object_store_memory=STORE)
    print(cluster.address, flush=True)  # noqa: T201 - read by the test
    for line in sys.stdin:
        if line.strip() == "kill":
            cluster.remove_node(second, allow_graceful=False)
            print("killed", flush=True)  # noqa: T201 - read by the test
    cluster.shutdown()


if __name__ == "__main__":
    main()
