"""Many tasks in processes apart: results in the order of the tasks; one that kills its process, or is late, goes alone.

`crew` knows how work is shared out and what to do when a worker is gone, `teams` who the workers are (processes of this
machine, or a cluster's), `worker` what a worker does.
"""

from gongkai.executors.crew import Crew, Lost, here, in_order
from gongkai.executors.teams import Start, cluster, processes, warm

__all__ = ["Crew", "Lost", "Start", "cluster", "here", "in_order", "processes", "warm"]
