"""The pipelines that `evaluation.compare` measures: a YAML file each, and what trains, runs and judges them all alike."""
